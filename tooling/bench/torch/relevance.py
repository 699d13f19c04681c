"""Relevance propagation as zennit does it: gradients through layers with modified weights.

Each layer gives z * (y / z), the quotient held constant: its value is y, and the gradient of the output with respect to
the input is the relevance divided by the input.
"""

import torch
from layers import Convolution, Weighted


def stabilized(z, epsilon=1e-6):
    return z + torch.where(z < 0, -epsilon, epsilon)


def with_value(z, y):
    return z * (y / stabilized(z)).detach()


def plain_output(layer, x):
    with torch.no_grad():
        return layer.linear(x, *layer.parameters_once())


def activated(layer, z):
    """The activation passes relevance on as it is."""
    with torch.no_grad():
        y = layer.activation(z)
    return with_value(z, y)


def epsilon_rule(layer, x):
    z = layer.linear(x, *layer.parameters_once())
    return activated(layer, with_value(z, z))


def z_plus_rule(layer, x):
    weight, bias = layer.parameters_once()
    z = layer.linear(x.clamp(min=0), weight.clamp(min=0), bias.clamp(min=0))
    z = z + layer.linear(x.clamp(max=0), weight.clamp(max=0), None)
    return activated(layer, with_value(z, plain_output(layer, x)))


def flat_rule(layer, x):
    weight, _ = layer.parameters_once()
    z = layer.linear(x - x.detach() + 1, torch.ones_like(weight), None)
    return activated(layer, with_value(z, plain_output(layer, x)))


def propagate(network, flat):
    """Sets the rules of EpsilonPlus, or of EpsilonPlusFlat, on a network of this benchmark."""
    layers = [layer for layer in network.modules() if isinstance(layer, Weighted)]
    for layer in layers:
        is_convolution = isinstance(layer, Convolution)
        if is_convolution:
            layer.fold()
        layer.rule = z_plus_rule if is_convolution else epsilon_rule
    if flat:
        layers[0].rule = flat_rule


class AttentionRules:
    """AttnLRP as LXT does it: the same values, with gradients that times the input are the relevance."""

    @staticmethod
    def product(a, b):
        """Both factors get a half."""
        z = a @ b
        return 0.5 * z + (0.5 * z).detach()

    @staticmethod
    def gelu(x):
        return x * (torch.nn.functional.gelu(x) / stabilized(x)).detach()

    @staticmethod
    def normalize(x):
        """The deviation is a constant."""
        centred = x - x.mean(-1, keepdim=True)
        return centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt().detach()
