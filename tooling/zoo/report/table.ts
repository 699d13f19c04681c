import path from 'node:path';
import { markdownTable } from './markdown-table';
import { type Outcome, type Report, steps } from './report';

/** What of the models that a runtime runs works. */
export function summary(reports: readonly Report[]): string {
  const run = reports.filter(({ format, outcomes }) => format === 'onnx' && outcomes.runtime?.ok);
  const opened = run.filter(({ outcomes }) => outcomes.ops?.ok);
  const same = opened.filter(({ outcomes }) => outcomes.forward?.ok);
  const sloped = opened.filter(({ outcomes }) => outcomes.slope?.ok || outcomes.slope?.isMeaningless);
  const commanded = reports.filter(({ outcomes }) => outcomes['command line']);
  const explained = commanded.filter(({ outcomes }) => outcomes['command line']?.ok);
  const share = run.length === 0 ? 0 : Math.round((1000 * opened.length) / run.length) / 10;
  return (
    `Of ${run.length} ONNX files that onnxruntime runs, ${opened.length} (${share} %) open as operators; of these ${same.length} give its values as far as rounding lets them (1e-5 of the largest, see above), and ` +
    `${sloped.length} have slopes that agree with differences to 1e-3.` +
    (commanded.length > 0
      ? `\n\nOf ${commanded.length} models, ${explained.length} are explained through the command line by a method of each family that applies.`
      : '')
  );
}

/** A table of what works, a model a row. */
export function table(reports: readonly Report[]): string {
  const head = ['model', ...steps, 'seconds'];
  const rows = reports.map((report) => [
    `\`${nameOf(report.file)}\``,
    ...steps.map((step) => cell(report.outcomes[step], step === 'forward' || step === 'slope')),
    secondsOf(report),
  ]);
  return markdownTable(head, rows);
}

/** What stopped models, and which methods did not explain them. */
export function notes(reports: readonly Report[]): string {
  const lines = reports.flatMap(({ file, outcomes, stopped }) => [
    ...(stopped ? [`- \`${nameOf(file)}\` ${stopped}`] : []),
    ...steps.flatMap((step) => {
      const outcome = outcomes[step];
      return outcome && !outcome.ok && !outcome.isMeaningless
        ? [`- \`${nameOf(file)}\`, ${step}: ${escaped(outcome.note)}`]
        : [];
    }),
  ]);
  return lines.join('\n');
}

const nameOf = (file: string): string => {
  const name = path.basename(file);
  if (name !== 'model.json' && name !== 'model.onnx') return name;
  const [whole, folder] = [packageOf(file), path.basename(path.dirname(file))];
  const isSaid = folder === whole || /^(package|models?|train|dist)$/.test(folder);
  return [whole, ...(isSaid ? [] : [folder]), name].join('/');
};

/** The package that a file of the cache is in. */
const packageOf = (file: string): string => {
  const parts = file.split(path.sep);
  return (parts[parts.lastIndexOf('package') - 1] ?? path.basename(path.dirname(file)))
    .replace(/_\d.*$/, '')
    .replace(/^_/, '@')
    .replace('_', '/');
};

const escaped = (text: string): string => text.replaceAll('|', '/');

function cell(outcome: Outcome | undefined, isNumber: boolean): string {
  if (!outcome) return '';
  if (outcome.isMeaningless) return '-';
  if (!outcome.ok) return isNumber ? `no: ${escaped(outcome.note)}`.slice(0, 40) : 'no';
  return isNumber ? outcome.note : 'yes';
}

const secondsOf = ({ outcomes, stopped }: Report): string =>
  stopped ? 'stopped' : String(Math.round(Object.values(outcomes).reduce((sum, { seconds }) => sum + seconds, 0)));
