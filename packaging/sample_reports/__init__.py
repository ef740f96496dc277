"""The reports of the invented person of the sample case: what stands on them and how paper wears."""
