export { AbsoluteRule } from './absolute-rule';
