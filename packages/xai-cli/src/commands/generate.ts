import path from 'node:path';
import { GeneratedText, type GenerationOptions } from 'model-agnostic';
import { generationHeatmap } from 'text-heatmaps';
import { TensorBag } from 'xai-base';
import { decodeText, loadTextModel } from 'xai-recipes';
import { startEngine } from '../engines/start-engine';
import { UsageError } from '../errors/errors';
import type { ExplainOptions } from '../explain/explain-options';
import { checkFiles } from '../explain/named-files';
import { filesNamed } from '../files/files-named';
import { saveFile } from '../files/save-file';
import { STANDARD_INPUT, withStandardInput } from '../files/with-standard-input';
import { htmlPage } from '../pictures/html-page';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';

/** `xai explain --generate`: what a language model writes after a text, and what each token of that owes to those before it. */
export async function generate(options: ExplainOptions, surroundings: Console): Promise<void> {
  const { stdout, signal } = surroundings;
  const { model, tokenizer, method = 'AttnLRP', generate: maxTokens, out = `written-${method}.svg` } = options;
  const [given, ...more] = [options.text ?? []].flat();
  if (model === undefined || tokenizer === undefined || given === undefined || more.length > 0) {
    const expected = '--model with an ONNX file, --tokenizer and one --text';
    throw new UsageError(`--generate lets a language model go on; expected ${expected}.`, {
      argument: '--generate',
      expected,
    });
  }
  const format = path.extname(out).toLowerCase();
  if (format !== '.svg' && format !== '.html') {
    throw new UsageError(`--out is ${out}; of a text that was written, expected a file .svg or .html.`, {
      argument: '--out',
      value: out,
      expected: 'a file .svg or .html',
    });
  }
  await checkFiles(options, model, out);
  const files = withStandardInput(filesNamed(options, surroundings), surroundings.stdin);
  const text = given === STANDARD_INPUT ? decodeText(await files.read(given)) : given;
  const engine = await startEngine(options.engine);
  const bag = new TensorBag();
  try {
    const { text: loaded } = await loadTextModel(
      files,
      { source: model, output: options.modelOutput, input: options.modelInput },
      { tokenizer },
    );
    bag.add(loaded);
    const generated = new GeneratedText(loaded, text, { maxTokens });
    const asked = { method: method as GenerationOptions['method'], executor: engine.executor, signal };
    const explanation = await generated.explain(asked);
    const drawing = generationHeatmap(explanation);
    const written = await generated.text();
    const values = Array.from(await explanation.output.data());
    explanation.dispose();
    await saveFile(
      out,
      format === '.svg' ? drawing.toSVG() : htmlPage(`What was written: ${written}`, drawing.toHTML()),
    );
    const { tokens, rows } = drawing;
    if (options.json)
      stdout.write(jsonText({ method, model, prompt: text, written, tokens, values, rows, heatmap: out }));
    else stdout.write(`Written    ${written}\nExplained  ${rows.length} tokens, by ${method}\nHeatmap    ${out}\n`);
  } finally {
    bag.dispose();
    await engine.dispose();
  }
}
