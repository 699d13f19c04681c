import { readFileSync, readdirSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readOnnx } from '../packages/onnx-model/src';
import { Gradient, IntegratedGradients } from '../packages/explainable-ai/src';
import { LRP, EpsilonPlus, AttnLRP } from '../packages/relevance-propagation/src';
await tf.setBackend('cpu');
const dir = '/tmp/torchzoo/';
const only = process.argv.slice(2);
const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => { let m = 0, s = 0; for (let i = 0; i < b.length; i++) { m = Math.max(m, Math.abs(a[i] - b[i]) || 0, Number.isNaN(a[i]) !== Number.isNaN(b[i]) ? 9 : 0); s = Math.max(s, Math.abs(b[i])); } return a.length !== b.length ? 99 : m / (s || 1); };
for (const f of readdirSync(dir).filter((n) => n.endsWith('.onnx'))) {
  const name = f.slice(0, -5);
  if (only.length && !only.includes(name)) continue;
  const c = JSON.parse(readFileSync(`${dir}${name}.json`, 'utf8'));
  const line = [name.padEnd(16)];
  try {
    const model = await readOnnx(readFileSync(dir + f));
    const x = tf.tensor(c.x, c.shape);
    const e = await new Gradient(model as never).analyze(x, c.k);
    line.push(`y ${worst(e.output.dataSync(), c.y).toExponential(1)} g ${worst(e.val.dataSync(), c.g).toExponential(1)}`);
    for (const [n, make] of Object.entries({ LRP: () => new LRP(model as never, new EpsilonPlus()), Attn: () => new AttnLRP(model as never), IG: () => new IntegratedGradients(model as never, 5) })) {
      try { const r = await make().analyze(x, c.k); const s = tf.sum(r.val).dataSync()[0]; const any = tf.any(tf.isNaN(r.val)).dataSync()[0]; line.push(`${n} ${any ? 'NaN' : s.toFixed(3)}`); } catch (er) { line.push(`${n} ! ${(er as Error).message.slice(0, 150)}`); }
    }
    line.push(`out ${tf.sum(tf.max(e.output, 1)).dataSync()[0].toFixed(3)}`);
  } catch (er) { line.push(`! ${(er as Error).message.slice(0, 300)}`); }
  console.log(line.join(' | '));
}
