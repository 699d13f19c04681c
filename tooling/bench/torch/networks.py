"""The networks of ../networks, each as its feature maps and what follows them."""

import torch
import torch.nn.functional as F
from torch import nn

from layers import Convolution, Dense, average, linear, random_weights


class Network(nn.Module):
    """A network that can be cut at its last feature maps."""

    def __init__(self, features, classifier, input_shape):
        super().__init__()
        self.features, self.classifier, self.input_shape = nn.Sequential(*features), nn.Sequential(*classifier), input_shape

    def forward(self, x):
        return self.classifier(self.features(x))

    def sample(self, batch):
        return torch.rand(batch, *self.input_shape)


class Function(nn.Module):
    """A step without weights."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def max_pool(size, stride, padding=0):
    return Function(lambda x: F.max_pool2d(x, size, stride, padding))


flatten = Function(lambda x: x.flatten(1))
pool = Function(average)


def lenet5():
    features = [
        Convolution(1, 6, 5),
        max_pool(2, 2),
        Convolution(6, 16, 5, padding=0),
        max_pool(2, 2),
    ]
    return Network(features, [flatten, Dense(400, 120), Dense(120, 84), Dense(84, 10, linear)], (1, 28, 28))


def vgg16():
    features, channels = [], 3
    for block in [(64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)]:
        for filters in block:
            features.append(Convolution(channels, filters, 3))
            channels = filters
        features.append(max_pool(2, 2))
    classifier = [flatten, Dense(512 * 49, 4096), Dense(4096, 4096), Dense(4096, 1000, linear)]
    return Network(features, classifier, (3, 224, 224))


class Bottleneck(nn.Module):
    """A residual block of ResNet50."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.body = nn.Sequential(
            Convolution(channels, filters, 1, norm=True),
            Convolution(filters, filters, 3, stride, norm=True),
            Convolution(filters, 4 * filters, 1, norm=True, activation=linear),
        )
        same = stride == 1 and channels == 4 * filters
        self.shortcut = None if same else Convolution(channels, 4 * filters, 1, stride, norm=True, activation=linear)

    def forward(self, x):
        return F.relu((self.shortcut(x) if self.shortcut else x) + self.body(x))


def resnet50():
    features, channels = [Convolution(3, 64, 7, 2, norm=True), max_pool(3, 2, 1)], 64
    for stage, (filters, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
        for block in range(blocks):
            features.append(Bottleneck(channels, filters, 2 if stage > 0 and block == 0 else 1))
            channels = 4 * filters
    return Network(features, [pool, Dense(2048, 1000, linear)], (3, 224, 224))


class InvertedResidual(nn.Module):
    """A block of MobileNetV2."""

    def __init__(self, channels, expansion, filters, stride):
        super().__init__()
        wide = expansion * channels
        expand = [] if expansion == 1 else [Convolution(channels, wide, 1, norm=True, activation=F.relu6)]
        self.body = nn.Sequential(
            *expand,
            Convolution(wide, wide, 3, stride, groups=wide, norm=True, activation=F.relu6),
            Convolution(wide, filters, 1, norm=True, activation=linear),
        )
        self.is_residual = stride == 1 and channels == filters

    def forward(self, x):
        return x + self.body(x) if self.is_residual else self.body(x)


def mobilenet_v2():
    features, channels = [Convolution(3, 32, 3, 2, norm=True, activation=F.relu6)], 32
    stages = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, filters, blocks, stride in stages:
        for block in range(blocks):
            features.append(InvertedResidual(channels, expansion, filters, stride if block == 0 else 1))
            channels = filters
    features.append(Convolution(320, 1280, 1, norm=True, activation=F.relu6))
    return Network(features, [pool, Dense(1280, 1000, linear)], (3, 224, 224))


class Join(nn.Module):
    """Branches side by side, their channels put together."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def chain(channels, *steps):
    convolutions = []
    for filters, kernel, *options in steps:
        convolutions.append(Convolution(channels, filters, kernel, norm=True, **(options[0] if options else {})))
        channels = filters
    return nn.Sequential(*convolutions)


def averaged(channels, filters):
    average_pool = Function(lambda x: F.avg_pool2d(x, 3, 1, 1, count_include_pad=False))
    return nn.Sequential(average_pool, *chain(channels, (filters, 1)))


def inception_v3():
    valid, reduce = dict(padding=0), dict(padding=0, stride=2)
    row, column = (1, 7), (7, 1)

    def module_a(channels, pooled):
        narrow = chain(channels, (48, 1), (64, 5))
        deep = chain(channels, (64, 1), (96, 3), (96, 3))
        return Join(chain(channels, (64, 1)), narrow, deep, averaged(channels, pooled))

    def module_b(n):
        long = chain(768, (n, 1), (n, column), (n, row), (n, column), (192, row))
        return Join(chain(768, (192, 1)), chain(768, (n, 1), (n, row), (192, column)), long, averaged(768, 192))

    def fork(channels):
        return Join(chain(channels, (384, (1, 3))), chain(channels, (384, (3, 1))))

    def module_c(channels):
        wide = nn.Sequential(*chain(channels, (384, 1)), fork(384))
        deep = nn.Sequential(*chain(channels, (448, 1), (384, 3)), fork(384))
        return Join(chain(channels, (320, 1)), wide, deep, averaged(channels, 192))

    features = [
        *chain(3, (32, 3, reduce), (32, 3, valid), (64, 3)),
        max_pool(3, 2),
        *chain(64, (80, 1, valid), (192, 3, valid)),
        max_pool(3, 2),
        module_a(192, 32),
        module_a(256, 64),
        module_a(288, 64),
        Join(chain(288, (384, 3, reduce)), chain(288, (64, 1), (96, 3), (96, 3, reduce)), max_pool(3, 2)),
        *[module_b(n) for n in (128, 160, 160, 192)],
        Join(
            chain(768, (192, 1), (320, 3, reduce)),
            chain(768, (192, 1), (192, row), (192, column), (192, 3, reduce)),
            max_pool(3, 2),
        ),
        module_c(1280),
        module_c(2048),
    ]
    return Network(features, [pool, Dense(2048, 1000, linear)], (3, 299, 299))


class TextNetwork(Network):
    """A convolutional classifier of embedded tokens; its features are the embedding."""

    def __init__(self):
        table, kernel = random_weights(5000, 64, inputs=64), random_weights(128, 64, 5, inputs=320)
        embed = Function(lambda tokens: F.embedding(tokens, table))
        convolve = Function(lambda x: F.relu(F.conv1d(x.transpose(1, 2), kernel)).amax(2))
        super().__init__([embed], [convolve, Dense(128, 64), Dense(64, 4, linear)], (100,))

    def sample(self, batch):
        return torch.randint(5000, (batch, *self.input_shape))


class Encoder(Network):
    """A transformer of the size of MiniLM-L6 that classifies 128 embedded tokens."""

    blocks, heads, width, inner = 6, 12, 384, 1536

    def __init__(self, tokens=128):
        super().__init__([], [], (tokens, self.width))
        matrix = lambda rows, columns: random_weights(columns, rows, inputs=rows)
        shapes = [(self.width, self.width)] * 4 + [(self.width, self.inner), (self.inner, self.width)]
        self.layers = [[matrix(*shape) for shape in shapes] for _ in range(self.blocks)]
        self.last = matrix(self.width, 2)
        self.rules = Plain

    def forward(self, x):
        rules = self.rules
        x = rules.normalize(x)
        for query, key, value, output, up, down in self.layers:
            x = rules.normalize(x + attended(rules, x, self.heads, query, key, value, output))
            x = rules.normalize(x + F.linear(rules.gelu(F.linear(x, up)), down))
        return F.linear(x.mean(1), self.last)


class VisionTransformer(Network):
    """A vision transformer of the size of ViT-Ti/16: 196 patches and a classifying token."""

    blocks, heads, width, inner, patch = 12, 3, 192, 768, 16

    def __init__(self):
        super().__init__([], [], (3, 224, 224))
        matrix = lambda rows, columns: random_weights(columns, rows, inputs=rows)
        shapes = [(self.width, self.width)] * 4 + [(self.width, self.inner), (self.inner, self.width)]
        self.filters = random_weights(self.width, 3, self.patch, self.patch, inputs=3 * self.patch**2)
        self.token = random_weights(1, 1, self.width, inputs=self.width)
        self.positions = random_weights(1, 197, self.width, inputs=self.width)
        self.layers = [[matrix(*shape) for shape in shapes] for _ in range(self.blocks)]
        self.last = matrix(self.width, 1000)
        self.rules = Plain

    def forward(self, images):
        rules = self.rules
        patches = F.conv2d(images, self.filters, stride=self.patch).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(len(images), -1, -1), patches], 1) + self.positions
        for query, key, value, output, up, down in self.layers:
            x = x + attended(rules, rules.normalize(x), self.heads, query, key, value, output)
            x = x + F.linear(rules.gelu(F.linear(rules.normalize(x), up)), down)
        return F.linear(rules.normalize(x)[:, 0], self.last)


def attended(rules, x, heads, query, key, value, output):
    """Attention of all tokens to each other."""
    side = x.shape[2] // heads
    split = lambda x: x.unflatten(2, (heads, side)).transpose(1, 2)
    scores = rules.product(split(F.linear(x, query)), split(F.linear(x, key)).transpose(2, 3)) * side**-0.5
    mixed = rules.product(scores.softmax(-1), split(F.linear(x, value)))
    return F.linear(mixed.transpose(1, 2).flatten(2), output)


class Plain:
    """How a transformer computes."""

    product, gelu = torch.matmul, F.gelu

    @staticmethod
    def normalize(x):
        centred = x - x.mean(-1, keepdim=True)
        return centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt()


def tabular(features=30):
    return Network([], [Dense(features, 128), Dense(128, 128), Dense(128, 64), Dense(64, 2, linear)], (features,))


def plain(layers=8, side=32):
    features = [Convolution(32 if index else 3, 32, 3) for index in range(layers)]
    return Network(features, [pool, Dense(32, 10, linear)], (3, side, side))


networks = {
    'lenet5': lenet5,
    'vgg16': vgg16,
    'resnet50': resnet50,
    'mobilenet-v2': mobilenet_v2,
    'inception-v3': inception_v3,
    'text': TextNetwork,
    'encoder': Encoder,
    'vit-tiny': VisionTransformer,
    'forest': lambda: Network([], [], (30,)),
    'tabular': tabular,
    'plain': plain,
}
