import { spawn } from 'node:child_process';
import path from 'node:path';
import { act, dashboardOfTests, settled, stateOf } from '../support/open-dashboard';

const models = path.join(__dirname, '../../../xai-cli/models');

const dashboard = dashboardOfTests({
  model: path.join(models, 'lenet/model.json'),
  data: path.join(models, 'digits'),
});

test('the model that was named is open, with what is in the folder that was named', async () => {
  const { page, complaints } = dashboard;
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length >= 10);
  await settled(page);
  const { model, items, item, cells } = await stateOf(page);
  expect(model?.source).toBe('model.json');
  expect(model?.shipped).toBeUndefined();
  const files = items.map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `digits/${digit}.png`)));
  expect(items[item].file).toBe('digits/0.png');
  expect(Object.values(cells).map(({ status }) => status)).toEqual(['done']);
  await act(page, 'chooseItem', files.indexOf('digits/7.png'));
  const [cell] = Object.values((await stateOf(page)).cells);
  expect(cell.status === 'done' && cell.explained.explanation.outputSelection).toEqual([7]);
  expect(complaints).toEqual([]);
});

test('the command says where the page is, and what is wrong', async () => {
  const bin = path.join(__dirname, '../../dist/bin.js');
  const served = spawn(process.execPath, [bin, '--data', path.join(models, 'digits')]);
  try {
    const said = await new Promise<string>((resolve) => served.stdout.once('data', (text) => resolve(String(text))));
    const [, url] = /Open (http:\/\/127\.0\.0\.1:\d+\/) in a browser/.exec(said) ?? [];
    expect((await fetch(new URL('files/digits/9.png', url))).status).toBe(200);
  } finally {
    served.kill();
  }
  const wrong = spawn(process.execPath, [bin, '--model', 'nowhere.onnx']);
  const [code, told] = await new Promise<[number | null, string]>((resolve) => {
    let text = '';
    wrong.stderr.on('data', (part) => {
      text += part;
    });
    wrong.on('close', (status) => resolve([status, text]));
  });
  expect([code, told]).toEqual([2, expect.stringMatching(/^error: --model is nowhere\.onnx, which is not there/)]);
});
