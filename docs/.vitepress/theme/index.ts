import { onContentUpdated } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp() {
    if (typeof document !== 'undefined') void import('xai-elements').then(({ defineElements }) => defineElements());
  },
  setup() {
    // the theme's home page has no landmark for what it is about
    onContentUpdated(() => document.querySelector('.VPContent.is-home')?.setAttribute('role', 'main'));
  },
};
