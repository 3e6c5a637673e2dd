import { errorRegister, messageOf } from '@counterfoil/contracts/error-register';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { markup, type Markup } from '@counterfoil/http/markup';
import type { FastifyRequest } from 'fastify';
import { basketCountOf } from '../visit/basket.ts';
import { layoutTexts } from '../texts/layout.ts';
import { languageOfRequest, sessionOf } from '../visit/visit.ts';
import { layout } from './layout.ts';
import type { Shop } from '../shop.ts';

const notFoundStatus = 404;
const tooManyStatus = 429;

/** The page of whatever could not be answered: what happened, and the way on. */
export function errorPage(
  shop: Pick<Shop, 'assets' | 'isDemonstration'>,
  { code, problems }: CodedError,
  request: FastifyRequest,
): Markup {
  const language = languageOfRequest(request);
  const say = layoutTexts[language];
  const { httpStatus, retryable } = errorRegister[code];
  const isGone = httpStatus === notFoundStatus;
  const title = isGone ? say.notFoundHeading : httpStatus === tooManyStatus ? say.tooManyHeading : say.errorHeading;
  const parameters = problems[0]?.parameters;
  const waitSeconds = httpStatus === tooManyStatus ? parameters?.['seconds'] : undefined;
  const told = typeof waitSeconds === 'number' ? say.tooMany(waitSeconds) : messageOf(code, language, parameters);
  const sentence = isGone ? say.notFound : told;
  const path = request.method === 'GET' ? request.url : '/';
  const again =
    retryable && request.method === 'GET' ? markup`<a class="button" href="${path}">${say.tryAgain}</a> ` : '';
  const frame = { language, session: sessionOf(request), path, basketCount: basketCountOf(request) };
  const content = markup`<p role="alert">${sentence}</p>
<p>${again}<a class="button plain" href="/">${say.home}</a></p>`;
  return layout(shop, frame, { title, content });
}
