import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { markup } from '@counterfoil/http/markup';
import { layoutTexts } from '../../texts/layout.ts';
import { signInTexts } from '../../texts/sign-in.ts';
import type { PageAnswer, PageCall } from '../page-route.ts';
import { signInAddress } from './sign-in-addresses.ts';

type Failure = keyof (typeof signInTexts)['en']['failed'];

/** What went wrong on the way to the identity provider and back, in the words of a shopper. */
const failures: Partial<Readonly<Record<ErrorCode, Failure>>> = {
  identity_provider_missing: 'away',
  identity_provider_unreachable: 'away',
  identity_provider_misconfigured: 'away',
  web_shop_unavailable: 'shopAway',
  overloaded: 'shopAway',
  database_unreachable: 'shopAway',
  sign_in_expired: 'expired',
  shopper_identity_invalid: 'expired',
  sign_in_refused: 'cancelled',
  shopper_email_unverified: 'unverified',
};

const statuses = { away: 503, shopAway: 503, expired: 403, cancelled: 403, unverified: 403 } as const;

/** Does something of a sign-in; what a shopper can understand and do something about is a page. */
export async function tellingFailures(
  call: PageCall,
  returnTo: string,
  work: () => Promise<PageAnswer>,
): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof CodedError ? failures[error.code] : undefined;
    if (failure === undefined) throw error;
    return failurePage(call, failure, returnTo);
  }
}

function failurePage({ language }: PageCall, failure: Failure, returnTo: string): PageAnswer {
  const { confirmed, failed } = signInTexts[language];
  const { tryAgain, signIn, home } = layoutTexts[language];
  const { title, text } = failed[failure];
  const again = { away: tryAgain, shopAway: tryAgain, unverified: confirmed, expired: signIn, cancelled: signIn }[
    failure
  ];
  const content = markup`<p role="alert">${text}</p>
<div class="actions"><a class="button" href="${signInAddress(returnTo, true)}">${again}</a><a class="button plain" href="/">${home}</a></div>`;
  return { page: { title, content, path: signInAddress(returnTo, true) }, status: statuses[failure] };
}
