import { Text } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarDate } from '@counterfoil/customer/channel-problems';
import { warningText } from '@counterfoil/customer/customer-warnings';
import type { SavedCustomer, TillService, TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { clock } from '../browser-seams.ts';
import { useNavigation, type SuggestedCustomer } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { beginDraft, leaveDraft, takeLeftDraft, type CustomerDraft } from './customer-draft.ts';
import { newCustomerForm, type CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { byPlace } from '@counterfoil/ui/customer-form/form-problems';
import { creationFormProblems, type FormContext } from './customer-form-problems.ts';
import { creationOfForm } from '@counterfoil/ui/customer-form/customer-form-request';
import { CustomerFormView } from './customer-form-view.tsx';
import { DuplicatePanel } from './duplicate-panel.tsx';
import { FormFrame } from './form-frame.tsx';
import { formLimits } from './form-sections.ts';
import { forgetSearch } from './kept-search.ts';
import { isOnline } from './online.ts';
import { useCustomerForm, type CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';
import { useDuplicateHints } from './use-duplicate-hints.ts';
import { usePutOnTransaction } from './use-put-on-transaction.ts';

interface NewCustomerScreenProps {
  readonly settings: TillSettings;
  readonly state: TillState;
  readonly suggested?: SuggestedCustomer | undefined;
}

/** *Customer add*: saved with one press, also without a network (LK-15). */
export function NewCustomerScreen({ settings, state, suggested }: NewCustomerScreenProps): ReactNode {
  const { t } = useTranslation('customers');
  const { back } = useNavigation();
  const { draft, setForm, isRestored } = useDraft(settings, state, suggested);
  const { form } = draft;
  const context = useFormContext(settings, state);
  const check = useCallback((typed: CustomerForm) => creationFormProblems(typed, context), [context]);
  const formState = useCustomerForm(form, setForm, check);
  const saving = useCreation(draft, settings, formState);
  const taking = usePutOnTransaction();
  const hints = useDuplicateHints(form);
  const [begun] = useState(form);
  return (
    <FormFrame
      title={t('form.newTitle')}
      isTouched={isRestored || form !== begun}
      onLeave={back}
      actions={
        <>
          <BigButton variant="light" disabled={saving.isBusy} onClick={() => void saving.save(false)}>
            {t('form.save')}
          </BigButton>
          <BigButton icon="check" loading={saving.isBusy} onClick={() => void saving.save(true)}>
            {t('form.saveToTransaction')}
          </BigButton>
        </>
      }
    >
      {isRestored && <Notice tone="hint">{t('form.restored')}</Notice>}
      <CreationNotice state={state} isLimited={context.way === 'async' && !formLimits(context, emptyHeld).takesTitle} />
      <ErrorNotice error={taking.error} />
      <CustomerFormView
        form={form}
        state={formState}
        settings={settings}
        limits={formLimits(context, emptyHeld)}
        isNew
        focusRequest={saving.focusRequest}
        onSubmit={() => void saving.save(true)}
      >
        <DuplicatePanel hints={hints} isBusy={taking.isBusy} onTake={({ customerId }) => void taking.put(customerId)} />
      </CustomerFormView>
    </FormFrame>
  );
}

const emptyHeld = { contacts: [], affiliations: [], personalTitle: '' };

/** What is typed; the till locking itself loses nothing of it. */
function useDraft(settings: TillSettings, state: TillState, suggested: SuggestedCustomer | undefined) {
  const workerId = state.worker?.workerId ?? '';
  const [restored] = useState(() => takeLeftDraft(workerId));
  const [draft, setDraft] = useState<CustomerDraft>(() => restored ?? beginDraft(newCustomerForm(settings, suggested)));
  const till = useTill();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  useEffect(
    () => () => {
      void leaveIfLocked(till, latest.current, workerId);
    },
    [till, workerId],
  );
  const setForm = useCallback((form: CustomerForm) => setDraft((before) => ({ ...before, form })), []);
  return { draft, setForm, isRestored: restored !== null };
}

async function leaveIfLocked(till: TillService, draft: CustomerDraft, workerId: string): Promise<void> {
  const { phase } = await till.state();
  if (phase === 'signedOut') leaveDraft(draft, workerId);
}

/** By which rules a new customer is checked now. */
export function useFormContext(settings: TillSettings, state: TillState): FormContext {
  const isAsync = settings.channel.createCustomerInAsyncMode || !isOnline(state.connection);
  const [context, setContext] = useState<FormContext>();
  const way = isAsync ? 'async' : 'sync';
  if (context?.settings === settings && context.way === way) return context;
  const next: FormContext = { settings, way, today: calendarDate(clock.now()) };
  setContext(next);
  return next;
}

function useCreation(draft: CustomerDraft, settings: TillSettings, formState: CustomerFormState) {
  const till = useTill();
  const language = useLanguage();
  const finish = useFinish();
  const [isBusy, setBusy] = useState(false);
  const [focusRequest, setFocusRequest] = useState(0);
  const save = async (isForTransaction: boolean): Promise<void> => {
    formState.showAll();
    if (formState.problems.size > 0) return setFocusRequest((count) => count + 1);
    setBusy(true);
    try {
      const { operationId, customerId, form } = draft;
      const customer = creationOfForm(form, settings.customerAttributes);
      const saved = await till.createCustomer({ operationId, customerId, customer }, language);
      await finish(saved, isForTransaction);
    } catch (error) {
      formState.refuse(byPlace(codedErrorOf(error).problems));
      setFocusRequest((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, focusRequest, save };
}

/** After saving: the customer on the transaction, or its details. */
function useFinish() {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const toast = useToast();
  const { home, replace } = useNavigation();
  return async ({ shown, warnings }: SavedCustomer, isForTransaction: boolean): Promise<void> => {
    const { name } = shown.display;
    const notes = warnings.map((warning) => warningText(warning, language));
    const done = isForTransaction ? t('form.createdOnTransaction', { name }) : t('form.created', { name });
    if (isForTransaction) await till.setCustomer(shown.customerId, language);
    forgetSearch();
    toast({ text: [done, ...notes].join(' '), icon: 'check' });
    if (isForTransaction) home();
    else replace({ name: 'customer', customerId: shown.customerId });
  };
}

/** What is to be known before typing: where customers are created, and what they can't have yet. */
function CreationNotice({ state, isLimited }: { readonly state: TillState; readonly isLimited: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const { connection } = state;
  if (connection.customerCreation === 'online') {
    const isFiltered = connection.customerCreationReason === 'customerDataFiltered';
    const reason = isFiltered ? t('form.createsOnlineFiltered') : t('form.createsOnlineUnsupported');
    return (
      <Notice tone={isOnline(connection) ? 'hint' : 'warning'}>
        {isOnline(connection) ? t('form.createsOnline', { reason }) : t('form.offlineNow')}
      </Notice>
    );
  }
  return isLimited ? <Text className="quiet">{t('form.limitedParity')}</Text> : null;
}
