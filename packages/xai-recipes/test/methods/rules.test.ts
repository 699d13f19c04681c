import { checkRecipe, prepare, type Recipe, ruleNames } from '../../src';
import { parseRule, ruleText } from '../../src/methods/rules';
import { folderFiles } from '../../src/node';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const recipe = (method: object): Recipe => ({
  ...{ version: 1, model: { source: 'lenet/model.json' }, input: { kind: 'image' } },
  method: { name: 'LRP', ...method },
});
const item = 'digits/9.png';

async function explained(method: object, layerwise = false) {
  const prepared = await prepare(recipe(method), { files: await folderFiles(shipped) });
  try {
    const explanation = await prepared.explain(item, { layerwise });
    const values = Array.from(await explanation.val.data());
    const { conservation, layerwiseRelevances = {} } = explanation.extras ?? {};
    explanation.dispose();
    return { values, rules: await prepared.rules(item), conservation, layers: Object.keys(layerwiseRelevances) };
  } finally {
    await prepared.dispose();
  }
}

const numbers: Record<string, string> = { ZBox: '(-1, 2)', AlphaBeta: '(3, 2)', Epsilon: '(0.1)', Gamma: '(0.5)' };

test.each(ruleNames.map((name) => `${name}${numbers[name] ?? ''}`))(
  '%s is a rule, and is written as it is read',
  (text) => {
    const written = ruleText(parseRule(text, 'rule'));
    expect(ruleText(parseRule(written, 'rule'))).toBe(written);
    if (text.includes('(')) expect(written).toBe(text);
  },
);

test('the rule of a layer takes the place of that of the composite', async () => {
  const [plain, changed, all] = [
    await explained({}),
    await explained({ rules: { conv2d_1: 'Zero' } }),
    await explained({ composite: 'EpsilonPlusFlat' }),
  ];
  const ruleOf = ({ rules }: typeof plain) => rules.find(({ layer }) => layer === 'conv2d_1')?.rule;
  expect(ruleOf(plain)).toBe('ZPlus');
  expect(ruleOf(changed)).toBe('Zero');
  expect(changed.values).not.toEqual(plain.values);
  // the rules as they are listed, one by one, are the composite
  const listed = Object.fromEntries(all.rules.map(({ layer, rule }) => [layer, rule]));
  expect((await explained({ composite: 'Zero', rules: listed })).values).toEqual(all.values);
});

test('what each layer got is told when it is asked for', async () => {
  const { conservation, layers } = await explained({}, true);
  expect(layers).toEqual(expect.arrayContaining(['conv2d_1', 'conv2d_2']));
  for (const { relevance, received, bias, stabilizer } of Object.values(conservation!)) {
    const sum = received[0] + bias[0] + stabilizer[0];
    expect(Math.abs(sum - relevance[0])).toBeLessThan(1e-3 * Math.abs(relevance[0]));
  }
  expect((await explained({})).layers).toEqual([]);
});

test.each([
  [{ rules: 'ZPlus' }, 'recipe.method.rules is'],
  [{ rules: { conv2d_1: 'ZPuls' } }, 'recipe.method.rules.conv2d_1 is .*; expected one of Zero, .* Did you mean ZPlus'],
  [{ rules: { conv2d_1: 'Epsilon(1, 2)' } }, 'recipe.method.rules.conv2d_1'],
  [{ rules: { conv2d_1: 'ZBox(2, 1)' } }, 'recipe.method.rules.conv2d_1'],
  [{ rules: { conv2d_1: 'Epsilon(-1)' } }, 'recipe.method.rules.conv2d_1'],
  [{ rules: { conv2d_1: 3 } }, 'recipe.method.rules.conv2d_1'],
])('%j is refused', (method, message) => {
  expect(() => checkRecipe(recipe(method))).toThrow(new RegExp(message));
});

test('a layer that is not there is refused with its name', async () => {
  await expect(explained({ rules: { conv_9: 'Zero' } })).rejects.toThrow('conv_9');
});
