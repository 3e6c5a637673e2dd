import { markup } from '@counterfoil/http/markup';
import { signInTexts } from '../../texts/sign-in.ts';
import { definePage } from '../page-route.ts';
import { arrivalPath, signInPaths } from './sign-in-addresses.ts';

/** `GET /your-data`: what is kept of a shopper, what for, and how to change it. */
export const privacyPage = definePage(
  {
    name: 'privacy',
    path: signInPaths.privacy,
    access: 'everybody',
    summary: 'What happens with the details of people',
  },
  async ({ language }) => {
    const say = signInTexts[language].privacy;
    const parts = [
      [say.kept, say.keptText],
      [say.why, say.whyText],
      [say.who, say.whoText],
      [say.cookies, say.cookiesText],
      [say.change, say.changeText],
    ] as const;
    const content = markup`${parts.map(([heading, text]) => markup`<h2>${heading}</h2><p>${text}</p>`)}
<p><a class="button plain" href="${arrivalPath}">${say.account}</a></p>`;
    return { page: { title: say.title, content } };
  },
);
