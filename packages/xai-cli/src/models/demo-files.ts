import path from 'node:path';
import { packageFolder } from '../package-folder';

/**
 * The `model.json` of the LeNet-5 that comes with this package.
 *
 * @example
 * ```ts
 * demoModel().endsWith('model.json'); // => true
 * ```
 */
export function demoModel(): string {
  return path.join(packageFolder(), 'models', 'lenet', 'model.json');
}

/**
 * The PNG file of a handwritten digit that comes with this package, from the test set of MNIST.
 *
 * @param digit 0 to 9
 *
 * @example
 * ```ts
 * demoDigit(9).endsWith('9.png'); // => true
 * ```
 */
export function demoDigit(digit: number): string {
  return path.join(packageFolder(), 'models', 'digits', `${digit}.png`);
}
