"""MiniLM's computation as an ONNX graph, drawn from its weights without torch.

BERT after Devlin et al. 2018 (arXiv 1810.04805), six layers, with the mean pooling and the
normalisation of Sentence-BERT (arXiv 1908.10084) at its end. The graph takes one text at a
time, so that it needs neither padding nor a mask, and a text's vector never depends on the
texts that happen to be embedded beside it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index import telemetry

LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
OPSET = 20

Weights = Mapping[str, NDArray[Any]]


class Sketch:
    """A graph while it is being drawn: nodes in order, constants by name."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, NDArray[Any]] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node and return the name of its output."""
        from onnx import helper

        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Keep *value* under *name*, once."""
        self.constants.setdefault(name, value)
        return name

    def dense(self, source: str, *names: str) -> str:
        """Multiply by the (stacked) weights of the named layers and add their bias."""
        matrix = np.concatenate([self.weights[f"{n}.weight"] for n in names]).T
        bias = np.concatenate([self.weights[f"{n}.bias"] for n in names])
        by = self.constant(f"{names[0]}.matrix", np.ascontiguousarray(matrix))
        return self.op("Add", self.op("MatMul", source, by), self.constant(names[0], bias))

    def norm(self, source: str, name: str) -> str:
        """Normalise each token's vector."""
        scale = self.constant(f"{name}.scale", self.weights[f"{name}.weight"])
        shift = self.constant(f"{name}.shift", self.weights[f"{name}.bias"])
        return self.op("LayerNormalization", source, scale, shift, axis=-1, epsilon=EPSILON)

    def shaped(self, source: str, *shape: int) -> str:
        """Reshape; 0 keeps an axis, -1 is inferred."""
        wanted = self.constant("shape_" + "_".join(map(str, shape)), np.array(shape, np.int64))
        return self.op("Reshape", source, wanted)


def _embeddings(g: Sketch) -> str:
    """Words, plus where they stand, plus the one segment that a single text has."""
    part = "embeddings"
    words = g.constant("words", g.weights[f"{part}.word_embeddings.weight"])
    segment = g.weights[f"{part}.token_type_embeddings.weight"][0]
    places = g.constant("places", g.weights[f"{part}.position_embeddings.weight"] + segment)
    zero, one = g.constant("zero", np.array([0], np.int64)), g.constant("one", np.array([1]))
    length = g.op("Shape", "ids")
    first = g.op("Slice", places, zero, length, zero, one)
    return g.norm(g.op("Add", g.op("Gather", words, "ids"), first), f"{part}.LayerNorm")


def _attention(g: Sketch, source: str, layer: str) -> str:
    own = f"{layer}.attention.self"
    size = WIDTH // HEADS
    all_three = g.dense(source, f"{own}.query", f"{own}.key", f"{own}.value")
    heads = g.op("Transpose", g.shaped(all_three, 0, 3, HEADS, size), perm=[1, 2, 0, 3])
    query, key, value = (
        g.op("Gather", heads, g.constant(f"pick_{i}", np.array(i, np.int64)), axis=0)
        for i in range(3)
    )
    root = g.constant("root", np.array(1 / np.sqrt(size), np.float32))
    turned = g.op("Transpose", key, perm=[0, 2, 1])
    weight = g.op("Softmax", g.op("Mul", g.op("MatMul", query, turned), root), axis=-1)
    joined = g.op("Transpose", g.op("MatMul", weight, value), perm=[1, 0, 2])
    mixed = g.dense(g.shaped(joined, 0, WIDTH), f"{layer}.attention.output.dense")
    return g.norm(g.op("Add", mixed, source), f"{layer}.attention.output.LayerNorm")


def _layer(g: Sketch, source: str, number: int) -> str:
    layer = f"encoder.layer.{number}"
    attended = _attention(g, source, layer)
    wide = g.op("Gelu", g.dense(attended, f"{layer}.intermediate.dense"))
    narrow = g.dense(wide, f"{layer}.output.dense")
    return g.norm(g.op("Add", narrow, attended), f"{layer}.output.LayerNorm")


def draw(weights: Weights) -> Any:
    """Return the ONNX model: `ids` (tokens of one text) to `vector` (width 384, length 1)."""
    from onnx import TensorProto, checker, helper, numpy_helper

    g = Sketch(weights)
    state = _embeddings(g)
    for number in range(LAYERS):
        state = _layer(g, state, number)
    mean = g.op("ReduceMean", state, g.constant("zero", np.array([0])), keepdims=0)
    g.nodes.append(helper.make_node("LpNormalization", [mean], ["vector"], axis=0, p=2))
    model = helper.make_model(
        helper.make_graph(
            g.nodes,
            "minilm",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [WIDTH])],
            [numpy_helper.from_array(value, name) for name, value in g.constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    checker.check_model(model)
    return model


def quantised(source: Path, target: Path) -> None:
    """Write *source* with the layers' weights in 7 of 8 bits.

    The eighth bit stays free because processors without VNNI overflow with it: the same text
    must have the same vector on every machine. The words' own vectors keep their precision.
    """
    import onnx

    telemetry.forbid()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    model = onnx.load(source)
    add_pre_process_metadata(model)  # there is nothing to fold, and no warning to log
    quantize_dynamic(
        model,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
