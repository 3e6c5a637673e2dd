import { signOutForm } from './sign-out-form.ts';
import { doneNotice } from '../done-notice.ts';
import { definePage } from '../page-route.ts';
import { accountTexts } from '../../texts/account.ts';
import { accountOf } from './account-calls.ts';
import { accountPage } from './account-frame.ts';
import { customerNumber, partsOfAccount, toDoList } from './account-view.ts';

/** `GET /account`: the customer number, what needs the shopper, and the way to everything else. */
export const accountOverview = definePage(
  { name: 'accountOverview', path: '/account', access: 'signedIn', summary: 'The account of the shopper' },
  async (call) => {
    const { language, query } = call;
    const account = await accountOf(call);
    const say = accountTexts[language];
    const content = [
      doneNotice(say.done, query['done']),
      customerNumber(account, language),
      toDoList(account, language),
      partsOfAccount(language),
      signOutForm(call),
    ];
    const heading = account.name === '' ? say.title : say.greeting(account.name);
    return { page: accountPage(call, { title: say.title, heading, open: 'overview', content }) };
  },
);
