"""Weights of a network that was shipped as ONNX, to begin from."""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from networks import SIDE


@torch.no_grad()
def load_shipped(network, path):
    """Gives `network` the weights of an ONNX file of the same form.

    The file holds each normalisation within the convolution before it; here its mean becomes 0, its deviation 1 and its
    offset the bias of that convolution, so that the network gives what the file gives.
    """
    network.eval()
    graph = onnx.load(path).graph
    known = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    in_order = []
    convolutions = [one for one in network.modules() if isinstance(one, nn.Conv2d)]
    hooks = [one.register_forward_hook(lambda module, *_: in_order.append(module)) for one in convolutions]
    network(torch.zeros(1, 1, SIDE, SIDE))
    for hook in hooks:
        hook.remove()
    norms = {one[0]: one[1] for one in network.modules() if isinstance(one, nn.Sequential) and len(one) > 1 and isinstance(one[1], nn.BatchNorm2d)}
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    assert len(nodes) == len(in_order), f"{path} has {len(nodes)} convolutions, the network {len(in_order)}."
    for node, convolution in zip(nodes, in_order):
        weight, bias = known[node.input[1]], known[node.input[2]]
        convolution.weight.copy_(weight)
        norm = norms.get(convolution)
        if norm is None:
            convolution.bias.copy_(bias)
            continue
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.fill_(1)
        norm.bias.copy_(bias)
