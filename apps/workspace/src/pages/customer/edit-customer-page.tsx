import './customer.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { Customer } from '@counterfoil/contracts/customer';
import { displayName } from '@counterfoil/customer/display';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { byPlace } from '@counterfoil/ui/customer-form/form-problems';
import { useCustomerForm, type CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { updateCustomer } from '../../api/customer.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { ids } from '../../browser-seams.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { calendarDateToday } from './calendar-date.ts';
import { ChangedElsewhere } from './changed-elsewhere.tsx';
import { CustomerFormView } from './customer-form-view.tsx';
import { nameOf, useCustomerRecord, useFormSettings, useIdentifier } from './customer-readings.ts';
import { atFormFields, editProblems } from './form-check.ts';
import {
  headquartersFormOf,
  rebasedForm,
  requestedEdit,
  type HeadquartersForm,
  type HeadquartersFormPart,
} from './headquarters-form.ts';

/** Edits a customer at headquarters: only what differs from what was opened is sent. */
export default function EditCustomerPage(): ReactNode {
  const { t } = useTranslation('customer');
  const identifier = useIdentifier();
  const record = useCustomerRecord(identifier);
  const settings = useFormSettings();
  const name = record.data ? nameOf(record.data, t('unnamed')) : '';
  return (
    <PageFrame title={t('form.editTitle', { name })}>
      <div>
        <Link {...{ to: `/customers/${identifier}` }}>{t('form.back')}</Link>
      </div>
      <AnswerState reading={record}>
        {({ customer, state }) => (
          <AnswerState reading={settings}>
            {(answer) =>
              customer && (state === 'account' || state === 'deactivated') ? (
                <EditCustomerForm latest={customer} settings={answer} />
              ) : (
                <Notice tone="warning">{t('form.notEditable')}</Notice>
              )
            }
          </AnswerState>
        )}
      </AnswerState>
    </PageFrame>
  );
}

/** What somebody began to edit: the customer as it was then, and the form. */
interface Editing {
  readonly customer: Customer;
  readonly opened: HeadquartersForm;
  readonly form: HeadquartersForm;
  /** Made once for what is typed, so that saving it again changes nothing; a change after that is another edit. */
  readonly operationId: string;
}

interface EditCustomerFormProps {
  /** As known now; it may change while somebody types. */
  readonly latest: Customer;
  readonly settings: CustomerFormSettings;
}

function EditCustomerForm({ latest, settings }: EditCustomerFormProps): ReactNode {
  const { t } = useTranslation('customer');
  const [today] = useState(calendarDateToday);
  const [editing, setEditing] = useState<Editing>(() => begin(latest));
  const { customer, opened, form } = editing;
  const setForm = useCallback(
    (next: HeadquartersForm) => setEditing((before) => ({ ...before, form: next, operationId: ids.uuid() })),
    [],
  );
  const check = useCallback(
    (typed: HeadquartersForm) => editProblems(opened, typed, customer, { settings, today }),
    [opened, customer, settings, today],
  );
  const state = useCustomerForm(form, setForm, check);
  const saving = useEdit(editing, settings, state);
  const latestForm = headquartersFormOf(latest);
  const takeOver = (): void => setEditing({ ...begin(latest), form: rebasedForm(opened, form, latestForm) });
  const takeTheirs = (part: HeadquartersFormPart): void => setForm({ ...form, [part]: latestForm[part] });
  return (
    <>
      <UnsavedGuard isDirty={!saving.isSaved && !requestedEdit(opened, form, settings).isEmpty} />
      {latest.deactivated && <Notice tone="problem">{t('elsewhere.deactivated')}</Notice>}
      {!saving.isSaved && (
        <ChangedElsewhere
          opened={opened}
          form={form}
          latest={latestForm}
          onUseTheirs={takeTheirs}
          onTakeOver={takeOver}
        />
      )}
      <CustomerFormView
        label={t('form.editTitle', { name: displayName(customer) })}
        form={form}
        settings={settings}
        legalEntity={customer.legalEntity}
        place={null}
        state={state}
        isBusy={saving.isBusy}
        isDisabled={latest.deactivated}
        focusRequest={saving.focusRequest}
        onSave={() => void saving.save()}
      >
        {saving.isUnchanged && <Notice tone="hint">{t('form.nothingChanged')}</Notice>}
      </CustomerFormView>
    </>
  );
}

function begin(customer: Customer): Editing {
  const form = headquartersFormOf(customer);
  return { customer, opened: form, form, operationId: ids.uuid() };
}

function useEdit(editing: Editing, settings: CustomerFormSettings, state: CustomerFormState<HeadquartersForm>) {
  const { t } = useTranslation('customer');
  const toast = useToast();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [isUnchanged, setUnchanged] = useState(false);
  const [focusRequest, setFocusRequest] = useState(0);
  const save = async (): Promise<void> => {
    const { customer, opened, form, operationId } = editing;
    const edit = requestedEdit(opened, form, settings);
    setUnchanged(edit.isEmpty);
    if (edit.isEmpty) return;
    state.showAll();
    if (state.problems.size > 0) return setFocusRequest((count) => count + 1);
    setBusy(true);
    try {
      const request = { operationId, baseVersion: customer.version, changes: edit.changes };
      const saved = await updateCustomer(customer.customerId, request);
      setSaved(true);
      toast({ text: t('form.edited', { name: displayName(saved.customer) }), icon: 'check' });
      void readAgain('customers');
      void navigate({ to: `/customers/${customer.customerId}`, ignoreBlocker: true });
    } catch (error) {
      state.refuse(byPlace(atFormFields(codedErrorOf(error).problems), edit));
      setFocusRequest((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, isSaved, isUnchanged, focusRequest, save };
}
