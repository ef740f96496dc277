"""What comes through the pipe is bounded and well-formed, or it is refused."""

import io
import json
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.reading import wire


def framed(header, payload=b"", claim=None):
    return struct.pack(">IQ", len(header), len(payload) if claim is None else claim) + header + payload


def received(content, longest=1000):
    return wire.receive(io.BytesIO(content), longest)


@given(
    st.dictionaries(st.text(max_size=20), st.text(max_size=50) | st.integers(), max_size=5),
    st.binary(max_size=900),
)
def test_what_was_sent_is_received(header, payload):
    pipe = io.BytesIO()
    wire.send(pipe, header, payload)
    assert received(pipe.getvalue()) == (header, payload)


def test_two_frames_follow_each_other():
    pipe = io.BytesIO()
    wire.send(pipe, {"n": 1}, b"one")
    wire.send(pipe, {"n": 2})
    pipe.seek(0)
    assert wire.receive(pipe, 10) == ({"n": 1}, b"one")
    assert wire.receive(pipe, 10) == ({"n": 2}, b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5,
        framed(b"{}", b"ab", claim=3),
        framed(b"{}", b"x" * 1001),
        framed(b"[1, 2]"),
        framed(b"no json"),
        framed(b'"text"'),
        framed(b"\xff\xfe"),
        framed(b'{"a":' * 50_000),
        framed(b"[" * 60_000),
        framed(b'{"n": ' + b"9" * 5000 + b"}"),
        framed(b" " * (wire.LONGEST_HEADER + 1)),
    ],
)
def test_anything_else_than_a_frame_is_refused(content):
    with pytest.raises(wire.BadFrame):
        received(content)


def test_a_claim_of_many_bytes_takes_no_memory():
    tracemalloc.start()
    try:
        with pytest.raises(wire.BadFrame):
            received(framed(b"{}", b"x" * 100, claim=1 << 40), longest=1 << 41)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 * wire.STEP


def test_a_header_that_is_too_long_is_never_sent():
    pipe = io.BytesIO()
    with pytest.raises(ValueError, match="few words"):
        wire.send(pipe, {"much": "x" * wire.LONGEST_HEADER})
    assert pipe.getvalue() == b""


@given(st.binary(max_size=200))
def test_noise_is_refused_or_a_frame(noise):
    try:
        header, payload = received(noise)
    except wire.BadFrame:
        return
    assert json.dumps(header)
    assert len(payload) <= 1000
