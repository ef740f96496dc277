.PHONY: run test check bench
run:
	@./run
test:
	@./run test
check:
	@./run check
bench:
	@./run bench
