export { extent, type WindowAxis } from './convolution/axis';
export { convolutionInputGradient } from './convolution/input-gradient';
export { convolutionAxes, poolingAxes, type WindowAttributes } from './convolution/window-axes';
export { type Cotangent, type Derivative, type Derivatives, differentiate } from './differentiate';
export { BackendError, GradientError, MissingGradientError, NotDifferentiableError, OutOfMemoryError } from './errors';
export { loadGradients } from './load-gradients';
export { withGradients } from './with-gradients';
