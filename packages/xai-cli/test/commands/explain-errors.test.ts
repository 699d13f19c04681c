import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoDigit, demoModel } from '../../src';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const given = { model: demoModel(), input: demoDigit(9), method: 'Gradient', out: file('out.png') };

/** The command, with some options in the place of those that work. */
function explain(changed: Record<string, string>) {
  const options = Object.entries({ ...given, ...changed });
  return xai(['explain', ...options.flatMap(([name, value]) => [`--${name}`, value])]);
}

test.each([
  ['an unknown method', { method: 'gradcom' }, 'There is no method "gradcom"; did you mean GradCAM?'],
  ['a method that is nothing like any', { method: 'xyz' }, 'expected one of Gradient, SmoothGrad'],
  ['an unknown inner method', { method: 'NoiseAugmentation', of: 'Gradiant' }, 'did you mean Gradient?'],
  [
    'a coarse inner method',
    { method: 'InterpolationAugmentation', of: 'GradCAM' },
    'a method whose maps have the size of the input',
  ],
  [
    'a number that is none',
    { method: 'SmoothGrad', samples: 'many' },
    "option '--samples <n>' argument 'many' is invalid. Expected an integer",
  ],
  ['a negative index', { output: '-1' }, 'Expected an integer of at least 0'],
  ['a deviation that is none', { method: 'SmoothGrad', std: 'x' }, 'Expected a number'],
  [
    'an option that the method does not take',
    { steps: '5' },
    'Gradient does not listen to --steps; it takes no options of its own.',
  ],
  ['an option of another method', { method: 'GradCAM', steps: '5' }, 'it takes only --layer'],
  ['an unknown engine', { engine: 'gpu' }, 'Allowed choices are native, wasm, cpu'],
  ['a normalization that is none', { normalize: '1,0' }, '--normalize is "1,0"; expected min,max'],
  ['a normalization of other channels', { normalize: '0/1,0/1,0/1' }, 'one pair, or 1'],
  ['an unknown option', { colour: 'red' }, "unknown option '--colour'"],
  ['a font that is none', { font: demoDigit(9) }, '9.png"; expected a TrueType or OpenType font'],
  ['references of a method without features', { references: demoDigit(9) }, 'expected images, and --method CRP'],
  ['a rule that is none', { method: 'LRP', rules: 'conv2d_1=Foo' }, '--rules conv2d_1 is "Foo"; expected one of Zero'],
])('wrong usage: %s', async (_, changed, message) => {
  const { code, stdout, stderr } = await explain(changed);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toContain('    at ');
});

test.each([
  [
    'a missing model',
    { model: 'nowhere.json' },
    'Cannot read the model nowhere.json: there is no such file or folder.',
  ],
  ['a folder as a model', { model: folder }, 'it is a folder; expected a file in it'],
  ['a model of no known format', { model: __filename }, 'or a file that ends in .onnx, .keras or .h5'],
  ['a missing image', { input: 'nowhere.png' }, 'Cannot read the image nowhere.png: there is no such file or folder.'],
  ['a missing background', { method: 'GradientSHAP', background: 'nowhere.png' }, 'Cannot read the image nowhere.png'],
  [
    'an image that is none',
    { input: demoModel() },
    'cannot be read as an image; expected a PNG, JPEG, WebP, GIF, TIFF, AVIF file',
  ],
  ['a missing font', { font: 'nowhere.ttf' }, 'Cannot read the font nowhere.ttf: there is no such file or folder.'],
  ['missing references', { method: 'CRP', references: 'nowhere' }, 'Cannot read the image nowhere: there is no such'],
  ['an output that is not there', { output: '10' }, 'Output index 10 does not exist: the model has 10 outputs'],
  ['an unknown layer', { method: 'GradCAM', layer: 'conv9' }, 'Its layers: conv2d_1, max_pooling2d_1'],
  ['a layer without maps', { method: 'GradCAM', layer: 'dense_1' }, 'expected feature maps'],
])('a failure: %s', async (_, changed, message) => {
  const { code, stdout, stderr } = await explain(changed);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).not.toContain('    at ');
});

test.each([
  ['a font', { font: 'nowhere.ttf' }],
  ['references', { method: 'CRP', references: 'nowhere' }],
])('%s that cannot be read: told before the model is loaded', async (_, changed) => {
  copyFileSync(demoModel(), file('without-weights.json'));
  const { stderr } = await explain({ ...changed, model: file('without-weights.json') });
  expect(stderr).toContain('Cannot read the');
  expect(stderr).toContain('nowhere');
});

test('a picture that cannot be written is a failure', async () => {
  mkdirSync(file('taken.png'));
  const { code, stderr } = await explain({ out: file('taken.png') });
  expect(stderr).toContain(`Cannot write ${file('taken.png')}: it is a folder`);
  expect(code).toBe(1);
});

test('--debug shows where it happened', async () => {
  const { code, stderr } = await xai([
    '--debug',
    'explain',
    '--model',
    'no.json',
    '--input',
    'no.png',
    '--method',
    'Gradient',
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^FileError: Cannot read the model no\.json[\s\S]*\n {4}at [\s\S]*caused by Error: ENOENT/);
});

test('what is missing is named, and what is mistyped is guessed', async () => {
  expect((await xai(['explain', '--input', 'i'])).stderr).toContain("required option '--model <file>' not specified");
  expect(await xai(['explain', '--outptu', '1'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('(Did you mean --output?)'),
  });
  expect((await xai(['explain', '--noise', '1'])).stderr).not.toContain('Did you mean');
  expect(await xai(['explian'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean explain?') });
  expect(await xai([])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: xai') });
});

test('a model that ends in softmax: relevance propagation says how to explain its logits, and does', async () => {
  const shipped = JSON.parse(readFileSync(demoModel(), 'utf8'));
  const layers = shipped.modelTopology.model_config?.config.layers ?? shipped.modelTopology.config.layers;
  layers.at(-1).config.activation = 'softmax';
  mkdirSync(file('softmax'), { recursive: true });
  writeFileSync(file('softmax/model.json'), JSON.stringify(shipped));
  copyFileSync(path.join(path.dirname(demoModel()), 'weights.bin'), file('softmax/weights.bin'));

  const softmax = { model: file('softmax/model.json'), method: 'LRP' };
  const refused = await explain(softmax);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toBe(
    'error: LRP cannot pass dense_3 (Dense): the model ends in softmax, whose outputs compete. Here, --logits takes the softmax off.\n',
  );
  const options = Object.entries({ ...given, ...softmax }).flatMap(([name, value]) => [`--${name}`, value]);
  expect((await xai(['explain', ...options, '--logits'])).code).toBe(0);

  const inspected = await xai(['inspect', softmax.model, '--try', '--engine', 'cpu']);
  expect(inspected.stdout).toMatch(/\nLRP +yes, with --logits\n/);
  expect(inspected.stdout).toMatch(/\nCRP +yes, with --logits\n/);
  expect(inspected.stdout).toMatch(/conv2d_1 .*ZPlusRule/);
  expect(inspected.stdout).toMatch(
    /dense_3 .*no: the model ends in softmax, whose outputs compete; --logits takes it off/,
  );
});
