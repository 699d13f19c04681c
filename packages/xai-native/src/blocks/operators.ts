/**
 * What operators that work element by element make of the zeros with which channels are filled up to whole blocks: zero, another
 * finite number, or, which a convolution must not meet, perhaps none. Where channels fill their blocks it does not matter.
 */
export type OfZeros = 'zero' | 'number' | 'anything';

const unary: Readonly<Record<OfZeros, readonly string[]>> = {
  zero: [
    ...['Abs', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Cast', 'Ceil', 'Elu', 'Erf', 'Floor', 'Identity', 'LeakyRelu'],
    ...['Neg', 'Relu', 'Round', 'Selu', 'Sign', 'Sin', 'Sinh', 'Sqrt', 'Tan', 'Tanh'],
  ],
  number: ['Acos', 'Cos', 'Cosh', 'Exp', 'HardSigmoid', 'IsInf', 'IsNaN', 'Not', 'Sigmoid', 'Softplus'],
  anything: ['Acosh', 'Log', 'Reciprocal'],
};

const several: Readonly<Record<OfZeros, readonly string[]>> = {
  zero: ['Add', 'Clip', 'Greater', 'Less', 'Max', 'Min', 'Mul', 'Or', 'Sub', 'Sum', 'Where', 'Xor', 'And'],
  number: ['Equal', 'GreaterOrEqual', 'LessOrEqual'],
  anything: ['Div', 'Mod', 'Pow'],
};

/** What a single zero is enough for. */
const absorbing: ReadonlySet<string> = new Set(['And', 'Mul']);

const table = new Map<string, OfZeros>(
  [unary, several].flatMap((kinds) =>
    (Object.keys(kinds) as OfZeros[]).flatMap((kind) => kinds[kind].map((op) => [op, kind] as const)),
  ),
);

/** Whether an operator works element by element. */
export function isElementwise(op: string): boolean {
  return table.has(op);
}

/**
 * What an operator makes of the zeros behind the last channels.
 *
 * @param zeros which of the operands have zeros there; others have finite numbers
 */
export function ofZeros(op: string, zeros: readonly boolean[]): OfZeros {
  const kind = table.get(op) ?? 'anything';
  if (kind !== 'zero') return kind;
  const isEnough = absorbing.has(op) ? zeros.some(Boolean) : zeros.every(Boolean);
  return isEnough ? 'zero' : 'number';
}
