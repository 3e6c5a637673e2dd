import { Stack, Text } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { warningText } from '@counterfoil/customer/customer-warnings';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerDetails, TillService, TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { ids } from '../browser-seams.ts';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { leaveEdit, takeLeftEdit, type CustomerEditDraft } from './customer-draft.ts';
import { formOfCustomer, type CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { byPlace } from '@counterfoil/ui/customer-form/form-problems';
import { editFormProblems } from './customer-form-problems.ts';
import { editOfForm } from '@counterfoil/ui/customer-form/customer-form-request';
import { CustomerFormView } from './customer-form-view.tsx';
import { FormFrame } from './form-frame.tsx';
import { formLimits } from './form-sections.ts';
import { useFormContext } from './new-customer-screen.tsx';
import { differingParts, rebaseForm, type FormPart } from '@counterfoil/ui/customer-form/rebase-form';
import { useCustomerForm, type CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';

interface EditCustomerFormProps {
  /** As known now; it may change while somebody types. */
  readonly details: CustomerDetails;
  readonly settings: TillSettings;
  readonly state: TillState;
  readonly onEnd: () => void;
}

/** *Customer edit*: only what differs from what was opened is sent. */
export function EditCustomerForm({ details, settings, state, onEnd }: EditCustomerFormProps): ReactNode {
  const { t } = useTranslation('customers');
  const { editing, setEditing, isRestored } = useEditing(details.customer, state.worker?.workerId ?? '');
  const { customer, opened, form } = editing;
  const context = useFormContext(settings, state);
  const way = customer.customerAccountNumber === null ? 'async' : 'sync';
  const check = useCallback(
    (typed: CustomerForm) => editFormProblems(opened, typed, customer, context),
    [opened, customer, context],
  );
  const setForm = useCallback(
    (next: CustomerForm) => setEditing((before) => ({ ...before, form: next, operationId: ids.uuid() })),
    [setEditing],
  );
  const formState = useCustomerForm(form, setForm, check);
  const saving = useEdit(editing, settings, formState, onEnd);
  return (
    <FormFrame
      title={t('form.editTitle', { name: details.display.name })}
      isTouched={!editOfForm(opened, form, settings.customerAttributes).isEmpty}
      onLeave={onEnd}
      actions={
        <BigButton icon="check" loading={saving.isBusy} onClick={() => void saving.save()}>
          {t('form.save')}
        </BigButton>
      }
    >
      {isRestored && <Notice tone="hint">{t('form.restored')}</Notice>}
      <ChangedElsewhere editing={editing} latest={details.customer} onTakeOver={setEditing} />
      {saving.isUnchanged && <Notice tone="hint">{t('form.nothingChanged')}</Notice>}
      <CustomerFormView
        form={form}
        state={formState}
        settings={settings}
        limits={{ ...formLimits({ settings, way }, opened), addressCountMax: null }}
        isNew={false}
        focusRequest={saving.focusRequest}
        onSubmit={() => void saving.save()}
      />
    </FormFrame>
  );
}

/** What is typed; the till locking itself loses nothing of it. */
function useEditing(customer: Customer, workerId: string) {
  const till = useTill();
  const [restored] = useState(() => takeLeftEdit(customer.customerId, workerId));
  const [editing, setEditing] = useState<CustomerEditDraft>(() => restored ?? beginEdit(customer));
  const latest = useRef(editing);
  useEffect(() => {
    latest.current = editing;
  }, [editing]);
  useEffect(
    () => () => {
      void leaveIfLocked(till, latest.current, workerId);
    },
    [till, workerId],
  );
  return { editing, setEditing, isRestored: restored !== null };
}

async function leaveIfLocked(till: TillService, editing: CustomerEditDraft, workerId: string): Promise<void> {
  if (editing.form === editing.opened) return;
  const { phase } = await till.state();
  if (phase === 'signedOut') leaveEdit(editing, workerId);
}

function beginEdit(customer: Customer): CustomerEditDraft {
  const form = formOfCustomer(customer);
  return { customer, opened: form, form, operationId: ids.uuid() };
}

function useEdit(editing: CustomerEditDraft, settings: TillSettings, formState: CustomerFormState, onEnd: () => void) {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [isUnchanged, setUnchanged] = useState(false);
  const [focusRequest, setFocusRequest] = useState(0);
  const save = async (): Promise<void> => {
    const { customer, opened, form, operationId } = editing;
    const edit = editOfForm(opened, form, settings.customerAttributes);
    setUnchanged(edit.isEmpty);
    if (edit.isEmpty) return;
    formState.showAll();
    if (formState.problems.size > 0) return setFocusRequest((count) => count + 1);
    setBusy(true);
    try {
      const request = { operationId, baseVersion: customer.version, changes: edit.changes };
      const { shown, warnings } = await till.editCustomer(customer.customerId, request, language);
      const notes = warnings.map((warning) => warningText(warning, language));
      toast({ text: [t('form.edited', { name: shown.display.name }), ...notes].join(' '), icon: 'check' });
      onEnd();
    } catch (error) {
      formState.refuse(byPlace(codedErrorOf(error).problems, edit));
      setFocusRequest((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, isUnchanged, focusRequest, save };
}

interface ChangedElsewhereProps {
  readonly editing: CustomerEditDraft;
  readonly latest: Customer;
  readonly onTakeOver: (editing: CustomerEditDraft) => void;
}

/** Tells calmly that somebody else has changed the customer meanwhile, and where; what is typed stays. */
function ChangedElsewhere({ editing, latest, onTakeOver }: ChangedElsewhereProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { opened, form } = editing;
  const latestForm = formOfCustomer(latest);
  const theirs = differingParts(opened, latestForm);
  if (theirs.length === 0) return null;
  const mine = new Set(differingParts(opened, form));
  const both = theirs.filter((part) => mine.has(part) && differingParts(form, latestForm).includes(part));
  const list = (parts: readonly FormPart[]): string =>
    new Intl.ListFormat(language).format(parts.map((part) => t(`edit.part.${part}`)));
  const takeOver = (): void =>
    onTakeOver({
      customer: latest,
      opened: latestForm,
      form: rebaseForm(opened, form, latestForm),
      operationId: ids.uuid(),
    });
  return (
    <Notice tone="warning">
      <Stack gap="xs" align="flex-start">
        <Text fw={650}>{t('edit.changedTitle')}</Text>
        <div>{t('edit.changedText', { parts: list(theirs) })}</div>
        {both.length > 0 && <div>{t('edit.bothText', { parts: list(both) })}</div>}
        <BigButton variant="default" icon="refresh" onClick={takeOver}>
          {t('edit.takeOver')}
        </BigButton>
      </Stack>
    </Notice>
  );
}
