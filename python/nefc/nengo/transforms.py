"""Transforms."""

from __future__ import annotations

import nengo
import numpy as np

from .context import Context
from .errors import Unsupported
from .text import number


def written(ctx: Context, name: str, transform, weights, place: object) -> str | None:
    """The option of a connection that applies a transform; ``None`` for none.

    ``weights`` are those that were sampled, or the text of a distribution.
    """
    if isinstance(transform, nengo.transforms.NoTransform):
        return None
    if isinstance(transform, nengo.Sparse):
        return _sparse(ctx, name, weights, transform)
    if isinstance(transform, (nengo.Convolution, nengo.ConvolutionTranspose)):
        return _convolution(ctx, name, weights, transform)
    if not isinstance(transform, nengo.Dense):
        raise Unsupported(place, f"a transform of type {type(transform).__name__}")
    if isinstance(weights, str):
        return weights
    if weights.ndim == 0:
        return number(weights)
    return ctx.array(f"{name}.transform", weights)


def usual(text: str | None, conn: nengo.Connection) -> bool:
    """Whether a connection is the same without the option. A number that fills a matrix of another shape
    is not what there is without it."""
    return text is None or text == "1" and conn.size_mid == conn.size_out


def picked(ctx: Context, name: str, conn: nengo.Connection) -> str:
    """The transform that picks what a connection reads of a node."""
    of = conn.pre_obj.size_out
    return _coo(ctx, name, np.arange(conn.size_in), np.arange(of)[conn.pre_slice], np.ones(conn.size_in), (conn.size_in, of))


def _sparse(ctx: Context, name: str, weights, transform: nengo.Sparse) -> str:
    if hasattr(weights, "tocoo"):
        weights = weights.tocoo()
        rows, cols, data = weights.row, weights.col, weights.data
    else:
        (rows, cols), data = np.asarray(weights.indices).T, np.asarray(weights.data)
    return _coo(ctx, name, rows, cols, data, (transform.size_out, transform.size_in))


def _coo(ctx: Context, name: str, rows: np.ndarray, cols: np.ndarray, data: np.ndarray, shape: tuple[int, int]) -> str:
    """A matrix by its entries."""
    files = [ctx.array(f"{name}.{part}", values)[5:] for part, values in (("row", rows), ("col", cols), ("value", data))]
    return f"coo({', '.join(files)}, shape=[{shape[0]}, {shape[1]}])"


def _convolution(ctx: Context, name: str, weights: np.ndarray, transform) -> str:
    kind = "conv_transpose" if isinstance(transform, nengo.ConvolutionTranspose) else "conv"
    kernel = weights if isinstance(weights, str) else f"npy({ctx.array(f'{name}.kernel', weights)[5:]})"
    args = [
        f"filters={transform.n_filters}",
        f"shape={list(transform.input_shape.shape)}",
        f"kernel={list(transform.kernel_size)}",
        f"stride={list(transform.strides)}",
        f"padding={transform.padding}",
        f"channels_last={'yes' if transform.channels_last else 'no'}",
    ]
    if kind == "conv":
        args.append(f"groups={transform.groups}")
    else:
        args.append(f"output={list(transform.output_shape.shape)}")
    return f"{kind}({', '.join(args)}, init={kernel})"
