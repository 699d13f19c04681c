import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';

/** A real network of the npm package nsfwjs, which ships its weights as modules of base64. */
export function loadNsfwModel(name: 'mobilenet_v2' | 'inception_v3', packageDirectory: string): Promise<LayersModel> {
  const require = createRequire(path.resolve(packageDirectory, 'package.json'));
  const folder = path.resolve(packageDirectory, 'node_modules/nsfwjs/dist/models', name);
  const shards = readdirSync(folder).filter((file) => file.startsWith('group1'));
  const weights = shards.sort().map((file) => Buffer.from(require(path.join(folder, file)), 'base64'));
  const { modelTopology, weightsManifest } = require(path.join(folder, 'model.min.js'));
  const bytes = Buffer.concat(weights);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const weightSpecs = weightsManifest.flatMap((group: { weights: unknown[] }) => group.weights);
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs, weightData }));
}
