import { markup } from '@counterfoil/http/markup';
import { signInTexts } from '../../texts/sign-in.ts';
import { definePage } from '../page-route.ts';
import { arrivalPath, signInAddress, signInPaths } from './sign-in-addresses.ts';
import { looksPerMinute } from './sign-in-limits.ts';

/** `GET /forgotten-password`: passwords are the identity provider's, so that a new one is chosen there. */
export const forgottenPasswordPage = definePage(
  {
    name: 'forgottenPassword',
    path: signInPaths.forgottenPassword,
    access: 'everybody',
    summary: 'What to do about a forgotten password',
    requestsPerMinute: looksPerMinute,
  },
  async ({ language }) => {
    const { title, text, submit } = signInTexts[language].forgotten;
    const content = markup`<p>${text}</p>
<p><a class="button" href="${signInAddress(arrivalPath)}">${submit}</a></p>`;
    return { page: { title, content } };
  },
);
