"""What is this file? Answered from its bytes, without understanding them."""
