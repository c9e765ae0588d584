# Lunban: `make` says what there is to make.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where rustup puts cargo, for shells that were opened before it did.
export PATH := $(PATH):$(HOME)/.cargo/bin

# One profile for everything, so that HiGHS is compiled once.
RELEASE := --release --locked
TARGET := $(or $(CARGO_TARGET_DIR),target)
# What is built where the command is needed.
WITH ?= --package lunban-cli
BIN := $(or $(CARGO_INSTALL_ROOT),$(CARGO_HOME),$(HOME)/.cargo)/bin

.PHONY: help
help: ## Says what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: tools ## Plans the real campaign, data/jjj-2017, into out/, and what goes with it into out-territory/ and out-deployment/.
	@cargo build $(RELEASE) $(WITH)
	@"$(TARGET)/release/lunban" plan data/jjj-2017 -o out --force --with all
	@"$(TARGET)/release/lunban" territory data/jjj-2017 -o out-territory --force
	@"$(TARGET)/release/lunban" deploy data/jjj-2017 out/schedule.json -o out-deployment --force
	@head -12 out-deployment/command.txt

.PHONY: install
install: tools ## Installs the command `lunban`, for you alone.
	@cargo build $(RELEASE) $(WITH)
	@mkdir -p "$(BIN)" && cp "$(TARGET)/release/lunban" "$(BIN)/" && echo "Installed: $(BIN)/lunban"

.PHONY: test
test: tools ## Runs all tests.
	cargo test $(RELEASE) --workspace -- --quiet

# What the programs open is a plan of this campaign. What they lack is installed with apt and pip.
OFFICE_CAMPAIGN ?= data/jjj-2017

.PHONY: test-office
test-office: tools ## Lets LibreOffice, openpyxl, icalendar and Chromium open all that is written; installs them.
	cargo build $(RELEASE) $(WITH)
	scripts/office.sh "$(TARGET)/release/lunban" "$(TARGET)/office" "$(OFFICE_CAMPAIGN)"

.PHONY: test-kill
test-kill: tools ## Kills 200 plans at random moments, fills the disk: a plan is there whole or not at all.
	cargo build $(RELEASE) $(WITH)
	python3 scripts/whole.py "$(TARGET)/release/lunban" data/tiny 200

.PHONY: fuzz
fuzz: tools ## Reads a million spoilt tables and workbooks; takes an hour.
	LUNBAN_CASES=1000000 cargo test $(RELEASE) --package lunban-files --test fuzz -- --nocapture

.PHONY: test-deep
test-deep: tools ## Plans 20,000 random campaigns by every road and compares, and 20 large ones; takes hours.
	LUNBAN_CASES=20000 cargo test $(RELEASE) --package lunban-solve --test roads -- --nocapture
	LUNBAN_ROSTERS=20 cargo test $(RELEASE) --package lunban-solve --test ministry -- --nocapture

# Each instance is generated, and planned by the whole command; the largest take minutes.
INSTANCES := jjj scarce sister long
RUNS := 5

.PHONY: bench
bench: tools ## Measures whole `plan` commands on full-scale campaigns, into benches/results/, and their parts; takes half an hour.
	cargo build $(RELEASE) --package lunban-benches $(WITH)
	cargo bench --locked --package lunban-benches --bench parts
	"$(TARGET)/release/table" "$(TARGET)/release/lunban" "$(TARGET)/criterion" "$(TARGET)/bench" $(RUNS) $(INSTANCES)

.PHONY: peers
peers: tools ## Lets other solvers, from PyPI, solve 100 campaigns that we proved, and compares.
	cargo run $(RELEASE) --package lunban-benches --bin instances -- "$(TARGET)/peers"
	python3 benches/peers/peers.py "$(TARGET)/peers"

# Each peer has so many seconds for each instance, once it has built its model. An instance is called as above, or is the folder of a campaign.
PEER_INSTANCES := jjj
PEER_SECONDS := 600

.PHONY: bench-peers
bench-peers: tools ## Lets other solvers plan full-scale campaigns beside ours, into benches/results/; takes an hour.
	cargo build $(RELEASE) --package lunban-benches $(WITH)
	cargo build $(RELEASE) --manifest-path benches/peers/solverforge/Cargo.toml --target-dir "$(TARGET)/solverforge"
	python=$$(python3 benches/peers/environment.py "$(TARGET)/peers") && \
	"$(TARGET)/release/peers" "$(TARGET)/release/lunban" "$(TARGET)/solverforge/release/lunban-peer-solverforge" \
		"$$python" "$(TARGET)/bench-peers" $(PEER_SECONDS) $(PEER_INSTANCES)

# The command and the library are both called lunban, and so would be their documentation: one after the other.
.PHONY: lint
lint: tools ## Checks form, lints and documentation; a warning is an error.
	cargo fmt --all --check
	cargo clippy $(RELEASE) --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc $(RELEASE) --no-deps --package lunban-cli
	RUSTDOCFLAGS="-D warnings" cargo doc $(RELEASE) --no-deps --workspace --exclude lunban-cli

.PHONY: features
features: tools ## Builds with every set of features; checks that the core knows no solver.
	@scripts/features.sh

.PHONY: examples
examples: tools ## Runs the examples and compares what they print.
	@scripts/examples.sh

.PHONY: readme
readme: tools ## Runs every command that the README shows.
	@scripts/readme.sh

# What a build needs beside this folder. HiGHS is a large program: whoever builds it first is told why it takes its time.
.PHONY: tools
tools:
	@scripts/install.sh
	@compgen -G "$(TARGET)/release/build/highs-sys-*/output" >/dev/null || \
		echo "The first build compiles the solver HiGHS: about five minutes, once."
