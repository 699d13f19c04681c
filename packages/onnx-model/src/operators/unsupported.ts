/** What keeps one node from being read: a reason that follows the name of the operator. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}
