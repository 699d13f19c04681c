import { mkdirSync, writeFileSync } from 'node:fs';
import { io } from '@tensorflow/tfjs-core';

/** Writes a layers model as `model.json` and `weights.bin` into a folder, in the form that every tfjs program loads. */
export async function saveModel(model, folder) {
  await model.save(
    io.withSaveHandler(async ({ modelTopology, format, generatedBy, convertedBy, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL('weights.bin', folder), Buffer.from(weightData));
      writeFileSync(
        new URL('model.json', folder),
        `${JSON.stringify({ format, generatedBy, convertedBy, modelTopology, weightsManifest }, null, 2)}\n`,
      );
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON({ modelTopology, weightSpecs, weightData }) };
    }),
  );
}
