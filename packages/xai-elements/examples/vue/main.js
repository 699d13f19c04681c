import { createApp, h, ref } from 'vue';
import { defineElements } from 'xai-elements';
import { explanation } from '../explanation.js';

defineElements();

/** In a template: <xai-text .explanation="explanation" .tokens="tokens" @xai-select="choose" /> */
const Page = {
  setup() {
    const chosen = ref([]);
    const tokens = ['buy', 'cheap', 'pills', 'now'];
    const choose = ({ detail }) => {
      chosen.value = detail.names;
    };
    return () => [
      h('h1', 'Why spam?'),
      h('xai-text', { '.explanation': explanation, '.tokens': tokens, onXaiSelect: choose }),
      h('p', { id: 'chosen' }, chosen.value.join(', ')),
    ];
  },
};

createApp(Page).mount('main');
