"""Methods and metrics that ask a network about variants of an image of 28 x 28, 64 at once; the explained output is the largest."""

import torch
import torch.nn.functional as F

evaluations, cells = 1024, 7


def outputs_of(network, images, index):
    with torch.no_grad():
        return torch.cat([network(some)[:, index] for some in images.split(64)])


def explained(network, x):
    with torch.no_grad():
        return int(network(x).argmax(1))


def rise(network, _steps):
    def run(x):
        index = explained(network, x)
        coarse = (torch.rand(evaluations, 1, cells + 1, cells + 1) < 0.5).float()
        masks = F.interpolate(coarse, size=(32, 32), mode='bilinear', align_corners=False)[..., 2:30, 2:30]
        scores = outputs_of(network, masks * x, index)
        return (scores[:, None, None, None] * masks).mean(0) / 0.5

    return run


def hidden(x, coalitions):
    """The image with the segments that a coalition lacks replaced by their means."""
    means = F.interpolate(F.adaptive_avg_pool2d(x, cells), size=(28, 28))
    kept = F.interpolate(coalitions.view(-1, 1, cells, cells), size=(28, 28))
    return kept * x + (1 - kept) * means


def fitted(coalitions, scores, weights, ridge):
    design = torch.cat([torch.ones(len(coalitions), 1), coalitions], 1)
    products = design.T @ (weights[:, None] * design) + ridge * torch.eye(design.shape[1])
    return torch.linalg.solve(products, design.T @ (weights * scores))[1:]


def lime(network, _steps):
    def run(x):
        index = explained(network, x)
        coalitions = (torch.rand(evaluations, cells**2) < 0.5).float()
        distances = 1 - (coalitions.sum(1) / cells**2).sqrt()
        scores = outputs_of(network, hidden(x, coalitions), index)
        return fitted(coalitions, scores, torch.exp(-((distances / 0.25) ** 2)).sqrt(), 1)

    return run


def kernel_shap(network, _steps):
    features = cells**2
    sizes = torch.arange(1, features)
    chances = (features - 1) / (sizes * (features - sizes))

    def run(x):
        index = explained(network, x)
        drawn = sizes[torch.multinomial(chances, evaluations // 2, replacement=True)]
        ranks = torch.rand(evaluations // 2, features).argsort(1).argsort(1)
        half = (ranks < drawn[:, None]).float()
        coalitions = torch.cat([half, 1 - half])
        scores = outputs_of(network, hidden(x, coalitions), index)
        return fitted(coalitions, scores, torch.ones(evaluations), 1e-6)

    return run


def deletion(network, _steps):
    def run(x):
        index = explained(network, x)
        points = x.detach().requires_grad_()
        gradient = torch.autograd.grad(network(points)[:, index].sum(), points)[0]
        order = gradient.flatten().argsort(descending=True)
        steps = order.split(8)
        variants = x.flatten().repeat(len(steps) + 1, 1)
        for step, positions in enumerate(steps):
            variants[step + 1 :, positions] = 0
        return torch.trapz(outputs_of(network, variants.view(-1, 1, 28, 28), index))

    return run
