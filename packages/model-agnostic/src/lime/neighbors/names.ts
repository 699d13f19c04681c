/** What categories are called, by column: a name for each, in an array by their whole numbers or in an object by their values. */
export type CategoryNames = Readonly<Record<number, readonly string[] | Readonly<Record<number, string>>>>;

/** What a bin is called, `'2.50 < age <= 4.00'`: with as many digits as tell the borders of the column apart, at least two. */
export function binName(name: string, bin: number, borders: readonly number[]): string {
  const written = writtenApart(borders);
  const [low, high] = [written[bin - 1], written[bin]];
  if (low === undefined && high === undefined) return name;
  if (low === undefined) return `${name} <= ${high}`;
  return high === undefined ? `${name} > ${low}` : `${low} < ${name} <= ${high}`;
}

/** What a category is called: `'colour=red'`, or `'colour=1'` where it has no name. */
export function categoryName(name: string, value: number, names?: CategoryNames[number]): string {
  const known = names as Readonly<Record<number, string>> | undefined;
  return `${name}=${known?.[value] ?? shortest(value)}`;
}

const mostDecimals = 20;

/** The numbers with two decimals if these tell them apart (and from 0), else with one more than it takes. */
function writtenApart(numbers: readonly number[]): string[] {
  for (let decimals = 2; decimals < mostDecimals; decimals++) {
    const written = numbers.map((value) => value.toFixed(decimals));
    const areApart = new Set(written).size === numbers.length;
    if (!(areApart && written.every((text, index) => Number(text) !== 0 || numbers[index] === 0))) continue;
    return decimals === 2 ? written : numbers.map((value) => value.toFixed(decimals + 1));
  }
  return numbers.map(String);
}

/** The fewest digits that single precision reads as this number. */
function shortest(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === Math.fround(value)) return String(rounded);
  }
  return String(value);
}
