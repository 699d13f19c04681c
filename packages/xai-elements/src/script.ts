import { defineElements } from './define-elements';

export * from './index';

defineElements();
