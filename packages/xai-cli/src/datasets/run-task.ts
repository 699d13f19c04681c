import path from 'node:path';
import { describeValue } from 'xai-base';
import { FileError, type Files, heldFiles, type Prepared, prepare, type Recipe } from 'xai-recipes';
import { recordedFiles } from 'xai-recipes/node';
import { engineNames } from '../engines/engine-names';
import { type Engine, hasNative, startEngine } from '../engines/start-engine';

/** How the items of a run are explained: what whoever works at it must have in common. */
export interface RunTask {
  readonly recipe: Recipe;
  /** The SHA-256 of the files that it needs, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** A task that is ready. It owns the model and the engine. */
export interface ReadyTask {
  readonly task: RunTask;
  readonly prepared: Prepared;
  readonly engine: Engine;
  dispose(): Promise<void>;
}

/**
 * Makes a task ready: starts the engine and loads the model.
 *
 * @param held the files that are read for each item again
 */
export async function readyTask(recipe: Recipe, files: Files, held: readonly string[]): Promise<ReadyTask> {
  const engine = await startEngine(engineNames.find((name) => name === recipe.engine));
  try {
    const { rows, images = [] } = recipe.comparedWith ?? {};
    const compared = [...(rows === undefined ? [] : [rows]), ...images];
    const recorded = recordedFiles(heldFiles(files, [...held, ...compared]));
    const prepared = await prepare(recipe, { files: recorded, engine });
    for (const name of compared) await recorded.read(name);
    const dispose = async () => {
      await prepared.dispose();
      await engine.dispose();
    };
    return { task: { recipe, files: fromHere(recorded.finish()) }, prepared, engine, dispose };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}

/** Paths as seen from the folder of the process, where they mean the same on another machine. */
function fromHere(hashes: Readonly<Record<string, string>>): Record<string, string> {
  const here = (name: string) => (path.isAbsolute(name) ? path.relative(process.cwd(), name) : name);
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [here(name), hash]));
}

/** The recipe with the engine that computes here, if it names none: others would not compute the same to the last digit. */
export async function withEngine(recipe: Recipe): Promise<Recipe> {
  return recipe.engine ? recipe : { ...recipe, engine: (await hasNative()) ? 'native' : 'wasm' };
}

/** @throws {FileError} when a worker has other files than the run that it works for, or lacks its engine */
export function checkSame({ task, engine }: ReadyTask, wanted: RunTask): void {
  const different = Object.keys(wanted.files).find((name) => task.files[name] !== wanted.files[name]);
  const isWithout = wanted.recipe.engine === 'native' && !engine.executor;
  if (different === undefined && !isWithout) return;
  const found =
    different === undefined ? 'onnxruntime-node is not installed' : `${describeValue(different)} has other bytes`;
  const expected = 'the same files and the same engine as where the run was started';
  throw new FileError(`${found} here; expected ${expected}.`, { argument: 'files', value: different, expected });
}
