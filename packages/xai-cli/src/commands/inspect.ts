import { useBackend } from '../backend';
import type { BackendName } from '../backend-names';
import { describeModel, type ModelDescription } from '../models/describe-model';
import { loadModel } from '../models/load-model';
import { tryMethods, type Verdict } from '../models/try-methods';
import type { Surroundings } from '../terminal/streams';
import { table } from '../terminal/table';

/** `xai inspect`: what a model is made of, and which methods explain it. */
export async function inspect(
  file: string,
  { backend, json = false }: { backend: BackendName; json?: boolean },
  { stdout, signal }: Surroundings,
): Promise<void> {
  await useBackend(backend);
  const loaded = await loadModel(file);
  try {
    const description = describeModel(loaded);
    const methods = await tryMethods(loaded, signal);
    stdout.write(
      json
        ? `${JSON.stringify({ model: file, ...description, methods }, null, 2)}\n`
        : text(file, description, methods),
    );
  } finally {
    loaded.model.dispose();
  }
}

function text(file: string, description: ModelDescription, verdicts: readonly Verdict[]): string {
  const { format, inputs, outputs, parameters, layers, operations = {} } = description;
  const ends = (list: ModelDescription['inputs']) =>
    list.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  const heading = `${file}: a ${format} of ${parameters} parameters, from ${ends(inputs)} to ${ends(outputs)}\n`;
  const parts = layers
    ? table(
        ['layer', 'type', 'output', 'parameters', '--layer', 'LRP EpsilonPlus'],
        layers.map((one) => [
          one.name,
          one.type,
          shapeText(one.shape),
          String(one.parameters),
          one.hasFeatureMaps ? 'yes' : '',
          one.relevanceProblem ? `no: ${one.relevanceProblem}` : (one.relevanceRule ?? 'yes'),
        ]),
        ['left', 'left', 'left', 'right'],
      )
    : table(
        ['operation', 'uses'],
        Object.entries(operations).map(([name, count]) => [name, String(count)]),
        ['left', 'right'],
      );
  const methods = table(
    ['method', 'explains it'],
    verdicts.map(({ method, works, reason = '' }) => [method, works ? 'yes' : `no: ${reason}`]),
  );
  return [heading, parts, methods].join('\n');
}

function shapeText(shape?: readonly (number | null)[]): string {
  return shape ? `[${shape.map((side) => side ?? 'any').join(', ')}]` : '[any shape]';
}
