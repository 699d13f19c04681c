"""Small transformers whose parts have the names that Hugging Face's models give them, so that exported files name their nodes alike."""

import math

import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))

    def split(self, x):
        return x.view(x.shape[0], -1, self.heads, self.size).transpose(1, 2)

    def forward(self, x, mask=None):
        scores = torch.matmul(self.split(self.query(x)), self.split(self.key(x)).transpose(-1, -2)) / math.sqrt(self.size)
        if mask is not None:
            scores = scores + mask
        mixed = torch.matmul(torch.softmax(scores, dim=-1), self.split(self.value(x)))
        return mixed.transpose(1, 2).reshape(x.shape[0], -1, self.heads * self.size)


class Dense(nn.Module):
    def __init__(self, width, out, function=None):
        super().__init__()
        self.dense = nn.Linear(width, out)
        self.function = function

    def forward(self, x):
        return self.dense(x) if self.function is None else self.function(self.dense(x))


class BertOutput(nn.Module):
    """A linear layer, the join with what came in, and the normalization after it."""

    def __init__(self, inner, width, dropout):
        super().__init__()
        self.dense, self.LayerNorm, self.dropout = nn.Linear(inner, width), nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)

    def forward(self, x, before):
        return self.LayerNorm(self.dropout(self.dense(x)) + before)


class BertAttention(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.self, self.output = SelfAttention(width, heads), BertOutput(width, width, dropout)

    def forward(self, x, mask):
        return self.output(self.self(x, mask), x)


class BertLayer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.attention = BertAttention(width, heads, dropout)
        self.intermediate, self.output = Dense(width, inner, nn.functional.gelu), BertOutput(inner, width, dropout)

    def forward(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class Encoder(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layer = nn.ModuleList(layers)

    def forward(self, x, *mask):
        for layer in self.layer:
            x = layer(x, *mask)
        return x


class BertEmbeddings(nn.Module):
    def __init__(self, vocabulary, length, width, dropout):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, width, padding_idx=0)
        self.position_embeddings, self.token_type_embeddings = nn.Embedding(length, width), nn.Embedding(2, width)
        self.LayerNorm, self.dropout = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)
        self.register_buffer("position_ids", torch.arange(length).expand((1, -1)))
        for table in (self.word_embeddings, self.position_embeddings, self.token_type_embeddings):
            nn.init.normal_(table.weight, std=0.1)  # small, so that little data moves them

    def forward(self, input_ids, token_type_ids):
        words = self.word_embeddings(input_ids) + self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + self.position_embeddings(self.position_ids[:, : input_ids.shape[1]])))


class Bert(nn.Module):
    """Its pooler takes the mean of the tokens: a classifying token needs more texts to learn what to look for."""

    def __init__(self, vocabulary, length, width, heads, layers, dropout):
        super().__init__()
        self.embeddings = BertEmbeddings(vocabulary, length, width, dropout)
        self.encoder = Encoder([BertLayer(width, heads, 4 * width, dropout) for _ in range(layers)])
        self.pooler = Dense(width, width, torch.tanh)

    def forward(self, input_ids, attention_mask, token_type_ids):
        mask = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * torch.finfo(torch.float32).min
        tokens = self.encoder(self.embeddings(input_ids, token_type_ids), mask)
        there = attention_mask[:, :, None].to(torch.float32)
        return self.pooler((tokens * there).sum(1) / there.sum(1))


class BertForSequenceClassification(nn.Module):
    def __init__(self, vocabulary, length, classes, width=48, heads=4, layers=2, dropout=0.1):
        super().__init__()
        self.bert = Bert(vocabulary, length, width, heads, layers, dropout)
        self.dropout, self.classifier = nn.Dropout(dropout), nn.Linear(width, classes)

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.classifier(self.dropout(self.bert(input_ids, attention_mask, token_type_ids)))


class ViTOutput(nn.Module):
    def __init__(self, inner, width):
        super().__init__()
        self.dense = nn.Linear(inner, width)

    def forward(self, x, before):
        return self.dense(x) + before


class ViTAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention, self.output = SelfAttention(width, heads), Dense(width, width)

    def forward(self, x):
        return self.output(self.attention(x))


class ViTLayer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.attention = ViTAttention(width, heads)
        self.intermediate, self.output = Dense(width, inner, nn.functional.gelu), ViTOutput(inner, width)
        self.layernorm_before, self.layernorm_after = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x):
        x = self.attention(self.layernorm_before(x)) + x
        return self.output(self.intermediate(self.layernorm_after(x)), x)


class PatchEmbeddings(nn.Module):
    def __init__(self, channels, width, patch):
        super().__init__()
        self.projection = nn.Conv2d(channels, width, patch, stride=patch)

    def forward(self, pixel_values):
        return self.projection(pixel_values).flatten(2).transpose(1, 2)


class ViTEmbeddings(nn.Module):
    def __init__(self, size, channels, width, patch):
        super().__init__()
        self.patch_embeddings = PatchEmbeddings(channels, width, patch)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.position_embeddings = nn.Parameter(0.02 * torch.randn(1, (size // patch) ** 2 + 1, width))

    def forward(self, pixel_values):
        patches = self.patch_embeddings(pixel_values)
        return torch.cat([self.cls_token.expand(patches.shape[0], -1, -1), patches], dim=1) + self.position_embeddings


class ViT(nn.Module):
    def __init__(self, size, channels, patch, width, heads, layers, inner):
        super().__init__()
        self.embeddings = ViTEmbeddings(size, channels, width, patch)
        self.encoder = Encoder([ViTLayer(width, heads, inner) for _ in range(layers)])
        self.layernorm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, pixel_values):
        return self.layernorm(self.encoder(self.embeddings(pixel_values)))


class ViTForImageClassification(nn.Module):
    def __init__(self, size, channels, classes, patch=4, width=48, heads=4, layers=4, inner=96):
        super().__init__()
        self.vit = ViT(size, channels, patch, width, heads, layers, inner)
        self.classifier = nn.Linear(width, classes)

    def forward(self, pixel_values):
        return self.classifier(self.vit(pixel_values)[:, 0])
