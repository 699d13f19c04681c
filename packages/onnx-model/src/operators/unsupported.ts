/** What keeps one node from being read: a reason that follows the name of the operator, or nothing where the operator is not known at all. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}
