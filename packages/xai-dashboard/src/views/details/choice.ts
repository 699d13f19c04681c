/** A value that can be chosen, and in words what it means; a name speaks for itself. */
export type Choice = string | { readonly value: unknown; readonly label: string };

/** The value of a choice, as text: two that are the same have the same. */
export function keyOf(choice: Choice): string {
  return JSON.stringify(typeof choice === 'string' ? choice : choice.value);
}

/** What a choice is called. */
export function labelOf(choice: Choice): string {
  return typeof choice === 'string' ? choice : choice.label;
}
