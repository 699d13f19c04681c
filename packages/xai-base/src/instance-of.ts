/** A class that other copies of this package know by its `id`. */
interface Identified {
  readonly id?: string;
}

/**
 * What `instanceof` does for the classes that have an `id` of their own: it compares the ids along the prototypes, so
 * that it works across copies of this package. A subclass without an `id` is compared by identity, as usual.
 */
export function isInstance(kind: Identified, value: unknown): boolean {
  if (!Object.hasOwn(kind, 'id')) return Function.prototype[Symbol.hasInstance].call(kind as typeof Object, value);
  for (let part = value; typeof part === 'object' && part !== null; part = Object.getPrototypeOf(part)) {
    const own = (part as { constructor?: Identified }).constructor;
    if (own && Object.hasOwn(own, 'id') && own.id === kind.id) return true;
  }
  return false;
}
