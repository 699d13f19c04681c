import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import { cellKey, type DashboardState, type DoneCell } from '../../state/dashboard-state';
import { methodName, rowName } from '../grid/names';
import { notesOf } from '../grid/notes';
import { outputsOf, percent } from '../input/outputs';
import type { Report, ReportedRow } from './report';

/** An explanation of a row. */
interface Reported {
  readonly method: MethodRecipe;
  readonly cell: DoneCell;
}

/** How many outputs a report lists. */
const MOST = 10;

/**
 * What a report says of all that is on the page.
 *
 * @param pictures SVGs by the keys of their cells
 * @param more what stands below the explanations
 */
export function reportOf(
  state: DashboardState,
  pictures: ReadonlyMap<string, readonly string[]>,
  more: readonly ReportedRow[] = [],
): Report {
  const { model, items, item, classes, methods, cells } = state;
  const explained = classes.map((selection) =>
    methods.flatMap((method) => {
      const cell = cells[cellKey(selection, method)];
      return cell?.status === 'done' ? [{ method, cell }] : [];
    }),
  );
  const [first] = explained.flat();
  const outputs = first ? outputsOf(first.cell.explained, state).slice(0, MOST) : [];
  return {
    model: model?.title ?? 'Model',
    item: items[item]?.label ?? '',
    outputs: outputs.map(({ name, value, probability }) => ({
      name,
      value: probability === undefined ? String(value) : percent(probability),
    })),
    rows: [...explained.map((row, at) => rowOf(classes[at], row, pictures)), ...more],
  };
}

function rowOf(
  selection: SelectionRecipe,
  row: readonly Reported[],
  pictures: ReadonlyMap<string, readonly string[]>,
): ReportedRow {
  return {
    title: `What speaks for ${rowName(selection, row[0]?.cell.explained)}`,
    cells: row.map(({ method, cell }) => ({
      name: methodName(method),
      svg: pictures.get(cellKey(selection, method))?.join('') ?? '',
      notes: notesOf(cell).map(({ text }) => text),
      recipe: cell.explained.explanation.extras?.recipe,
    })),
  };
}
