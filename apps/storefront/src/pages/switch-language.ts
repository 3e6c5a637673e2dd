import { languages } from '@counterfoil/contracts/error-register';
import { setLanguage } from '../visit/visit.ts';
import { definePage } from './page-route.ts';
import { pathInShop } from './path-in-shop.ts';

/** `GET /language`: remembers a language and goes back. */
export const switchLanguage = definePage(
  { name: 'switchLanguage', path: '/language', access: 'everybody', summary: 'Choose a language' },
  async ({ query, reply }) => {
    const language = languages.find((candidate) => candidate === query['language']);
    if (language) reply.header('set-cookie', setLanguage(language));
    return { goTo: pathInShop(query['to']) };
  },
);
