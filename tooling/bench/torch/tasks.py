"""What is timed, in plain autograd: each task prepares a function of an input batch."""

import torch
import torch.nn.functional as F
from perturbation import deletion, kernel_shap, lime, rise
from relevance import AttentionRules, propagate


def selected(output, indices=None):
    """The sum of one output a sample: the most activated one, if no indices are given."""
    indices = output.argmax(1) if indices is None else indices
    return output.gather(1, indices[:, None]).sum()


def gradient_at(network, points, indices=None):
    points = points.detach().requires_grad_()
    return torch.autograd.grad(selected(network(points), indices), points)[0]


def forward(network, _steps):
    def run(x):
        with torch.no_grad():
            return network(x)

    return run


def gradient(network, _steps):
    return lambda x: gradient_at(network, x)


def in_batches(network, points, indices):
    """The gradients at many points; large images eight at a time."""
    at_once = 8 if points[0].numel() > 2**14 else len(points)
    parts = zip(points.split(at_once), indices.split(at_once))
    return torch.cat([gradient_at(network, some, of_some) for some, of_some in parts])


def clean_selection(network, x, copies):
    with torch.no_grad():
        return network(x).argmax(1).repeat_interleave(copies)


def integrated_gradients(network, steps):
    places = torch.linspace(0.5 / steps, 1 - 0.5 / steps, steps)

    def run(x):
        points = (x[:, None] * places.view(1, steps, *[1] * (x.dim() - 1))).flatten(0, 1)
        gradients = in_batches(network, points, clean_selection(network, x, steps))
        return x * gradients.view(len(x), steps, *x.shape[1:]).mean(1)

    return run


def smooth_grad(network, steps):
    def run(x):
        points = x.repeat_interleave(steps, 0)
        points = points + 0.1 * torch.randn_like(points)
        gradients = in_batches(network, points, clean_selection(network, x, steps))
        return gradients.view(len(x), steps, *x.shape[1:]).mean(1)

    return run


def at_features(network, x):
    """The last feature maps, and the gradient there."""
    with torch.no_grad():
        maps = network.features(x)
    return maps, gradient_at(network.classifier, maps)


def grad_cam(network, _steps):
    def run(x):
        maps, slopes = at_features(network, x)
        return F.relu((maps * slopes.mean((2, 3), keepdim=True)).sum(1))

    return run


def lrp(network, _steps):
    propagate(network, flat=False)
    return lambda x: x * gradient_at(network, x)


def lrp_flat(network, _steps):
    propagate(network, flat=True)
    return lambda x: gradient_at(network, x)


def crp(network, _steps, count=5):
    propagate(network, flat=False)

    def run(x):
        maps, quotients = at_features(network, x)
        top = (maps * quotients).sum((2, 3)).topk(count).indices  # [batch, count]
        kept = F.one_hot(top, maps.shape[1])[..., None, None]  # [batch, count, features, 1, 1]
        conditional = (kept * quotients[:, None]).flatten(0, 1)
        copies = x.repeat_interleave(count, 0).requires_grad_()
        return copies * torch.autograd.grad(network.features(copies), copies, conditional)[0]

    return run


def attn_lrp(network, _steps):
    network.rules = AttentionRules
    return lambda x: x * gradient_at(network, x)


def tree_shap(_network, _steps):
    """Path-dependent Shapley values by XGBoost, of as many trees of the same depth."""
    import xgboost

    generator = torch.Generator().manual_seed(1)
    rows, labels = torch.rand(4096, 30, generator=generator), torch.rand(4096, generator=generator)
    data = xgboost.DMatrix(rows.numpy(), labels.numpy())
    settings = {'max_depth': 6, 'min_child_weight': 0, 'lambda': 0, 'nthread': torch.get_num_threads()}
    booster = xgboost.train(settings, data, 100)
    return lambda x: booster.predict(xgboost.DMatrix(x.numpy()), pred_contribs=True)


def token_gradient(network, _steps):
    def run(tokens):
        _, slopes = at_features(network, tokens)
        return slopes.sum(2)

    return run


tasks = {
    'forward': forward,
    'gradient': gradient,
    'integrated-gradients': integrated_gradients,
    'smooth-grad': smooth_grad,
    'grad-cam': grad_cam,
    'lrp': lrp,
    'lrp-flat': lrp_flat,
    'crp': crp,
    'token-gradient': token_gradient,
    'attn-lrp': attn_lrp,
    'rise': rise,
    'lime': lime,
    'kernel-shap': kernel_shap,
    'tree-shap': tree_shap,
    'deletion': deletion,
}
