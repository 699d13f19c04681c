import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { joinChunks } from './join-chunks';
import { unwrapModules } from './unwrap-modules';

/** The models in a folder: ONNX files, and the JSON files of TensorFlow.js models; those in pieces or in modules are put together first. */
export async function findModels(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const models = files.filter((file) => file.endsWith('.onnx'));
  for (const file of files.filter((one) => path.basename(one) === 'model.min.js'))
    models.push(await unwrapModules(file));
  for (const file of files.filter((one) => one.endsWith('.json'))) {
    if (path.basename(file) === 'resources.json') models.push(...(await joinChunks(file)));
    else if (await isTensorFlowModel(file)) models.push(file);
  }
  return [...new Set(models)].sort();
}

async function isTensorFlowModel(file: string): Promise<boolean> {
  if (path.basename(file) === 'package.json') return false;
  try {
    const { weightsManifest, modelTopology } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return Array.isArray(weightsManifest) && typeof modelTopology === 'object';
  } catch {
    return false;
  }
}
