/** A schema of valibot, as far as its fields are looked for. */
interface SchemaLike {
  readonly entries?: Readonly<Record<string, SchemaLike>>;
  readonly wrapped?: SchemaLike;
  readonly options?: readonly SchemaLike[];
  readonly value?: SchemaLike;
  readonly literal?: unknown;
}

/**
 * The names of the fields that an object in a recipe may have; of an input, those of its kind.
 *
 * @param path the keys that lead to it
 */
export function fieldsAt(schema: object, path: readonly string[], given: unknown): string[] {
  const { entries, wrapped, options, value } = schema as SchemaLike;
  if (wrapped) return fieldsAt(wrapped, path, given);
  if (options) return options.filter((one) => isOfKind(one, given)).flatMap((one) => fieldsAt(one, path, given));
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(entries ?? {});
  const inner = entries?.[key] ?? (entries ? undefined : value);
  return inner ? fieldsAt(inner, rest, Object(given)[key]) : [];
}

/** Of the kinds of input, the one that is given. */
function isOfKind({ entries }: SchemaLike, given: unknown): boolean {
  const kind = entries?.kind as SchemaLike | undefined;
  return kind === undefined ? entries !== undefined : kind.literal === Object(given).kind;
}
