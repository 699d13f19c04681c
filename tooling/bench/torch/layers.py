"""The layers of the benchmark's networks, with random weights."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def random_weights(*shape, inputs):
    """Uniform random weights that keep the size of the activations (He et al., 2015)."""
    return nn.Parameter(torch.empty(shape).uniform_(-1, 1) * math.sqrt(6 / inputs), requires_grad=False)


class Weighted(nn.Module):
    """A linear layer and its activation; a rule, once set, takes the place of its forward pass."""

    rule = None

    def forward(self, x):
        return self.rule(self, x) if self.rule else self.activation(self.linear(x, *self.parameters_once()))


class Convolution(Weighted):
    """A convolution, a batch normalization if there is one, and an activation."""

    def __init__(self, channels, filters, kernel, stride=1, padding=None, groups=1, norm=False, activation=F.relu):
        super().__init__()
        kernel = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        inputs = channels // groups
        self.weight = random_weights(filters, inputs, *kernel, inputs=inputs * kernel[0] * kernel[1])
        self.bias = None if norm else torch.zeros(filters)
        self.norm = (torch.zeros(filters), torch.ones(filters), torch.ones(filters), torch.zeros(filters)) if norm else None
        self.stride, self.groups, self.activation = stride, groups, activation
        self.padding = tuple(side // 2 for side in kernel) if padding is None else padding

    def parameters_once(self):
        return self.weight, self.bias

    def linear(self, x, weight, bias):
        y = F.conv2d(x, weight, bias, self.stride, self.padding, groups=self.groups)
        return y if self.norm is None else F.batch_norm(y, *self.norm, eps=1e-3)

    def fold(self):
        """Puts the batch normalization into the weights."""
        if self.norm is None:
            return
        mean, variance, gamma, beta = self.norm
        factor = gamma / torch.sqrt(variance + 1e-3)
        self.weight = nn.Parameter(self.weight * factor[:, None, None, None], requires_grad=False)
        self.bias, self.norm = beta - mean * factor, None


class Dense(Weighted):
    """A fully connected layer and its activation."""

    def __init__(self, inputs, units, activation=F.relu):
        super().__init__()
        self.weight = random_weights(units, inputs, inputs=inputs)
        self.bias = torch.zeros(units)
        self.activation = activation

    def parameters_once(self):
        return self.weight, self.bias

    def linear(self, x, weight, bias):
        return F.linear(x, weight, bias)


def linear(x):
    """The activation of layers that have none."""
    return x


def average(x):
    """The mean of each feature map."""
    return x.mean((2, 3))
