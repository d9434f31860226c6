"""A second verifier, written from the documents in docs/ alone and sharing no code with the first. It needs Python's
standard library and libsodium (for one map onto the group), and is for small attestations: 65,536 accounts take it a
minute. Run the folder:

    python3 second_verifier verify DIR
"""
