import './customer.css';
import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CreationPlaceSettings,
  CustomerFormSettings,
} from '@counterfoil/contracts/administration/customer-form-settings';
import { displayName } from '@counterfoil/customer/display';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { byPlace } from '@counterfoil/ui/customer-form/form-problems';
import { useCustomerForm, type CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { createCustomer } from '../../api/customer.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { ids } from '../../browser-seams.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { calendarDateToday } from './calendar-date.ts';
import { CustomerFormView } from './customer-form-view.tsx';
import { useFormSettings } from './customer-readings.ts';
import { DuplicatePanel } from './duplicate-panel.tsx';
import { atFormFields, creationProblems } from './form-check.ts';
import { movedForm, newHeadquartersForm, requestedCustomer, type HeadquartersForm } from './headquarters-form.ts';

/** *Create a customer at headquarters*: with its account number at once. */
export default function NewCustomerPage(): ReactNode {
  const { t } = useTranslation('customer');
  const settings = useFormSettings();
  return (
    <PageFrame title={t('form.newTitle')} help={t('form.newHelp')}>
      <AnswerState reading={settings}>
        {(answer) => {
          const [first] = answer.places;
          return first ? (
            <NewCustomerForm settings={answer} first={first} />
          ) : (
            <Notice tone="warning">{t('form.noPlace')}</Notice>
          );
        }}
      </AnswerState>
    </PageFrame>
  );
}

/** A new customer that somebody has begun. Its identifiers are made once, so that saving again changes nothing. */
interface Draft {
  readonly place: CreationPlaceSettings;
  /** What the place gives, before anybody has typed. */
  readonly begun: HeadquartersForm;
  readonly form: HeadquartersForm;
  readonly operationId: string;
  readonly customerId: string;
}

interface NewCustomerFormProps {
  readonly settings: CustomerFormSettings;
  readonly first: CreationPlaceSettings;
}

function NewCustomerForm({ settings, first }: NewCustomerFormProps): ReactNode {
  const { t } = useTranslation('customer');
  const [today] = useState(calendarDateToday);
  const [draft, setDraft] = useState<Draft>(() => begin(settings, first));
  const { form, place } = draft;
  const setForm = useCallback((next: HeadquartersForm) => setDraft((before) => ({ ...before, form: next })), []);
  const check = useCallback(
    (typed: HeadquartersForm) => creationProblems(typed, place, { settings, today }),
    [place, settings, today],
  );
  const state = useCustomerForm(form, setForm, check);
  const saving = useCreation(draft, settings, state);
  const move = (next: CreationPlaceSettings): void => {
    const begun = newHeadquartersForm(settings, next);
    setDraft((before) => ({ ...before, place: next, begun, form: movedForm(before.form, before.begun, begun) }));
  };
  return (
    <>
      <UnsavedGuard isDirty={!saving.isSaved && form !== draft.begun} />
      <CustomerFormView
        label={t('form.newTitle')}
        form={form}
        settings={settings}
        legalEntity={place.legalEntity}
        place={place}
        state={state}
        isBusy={saving.isBusy}
        focusRequest={saving.focusRequest}
        onSave={() => void saving.save()}
      >
        <PlaceField settings={settings} place={place} onMove={move} />
        <DuplicatePanel form={form} legalEntity={place.legalEntity} />
      </CustomerFormView>
    </>
  );
}

function begin(settings: CustomerFormSettings, place: CreationPlaceSettings): Draft {
  const begun = newHeadquartersForm(settings, place);
  return { place, begun, form: begun, operationId: ids.uuid(), customerId: ids.uuid() };
}

interface PlaceFieldProps {
  readonly settings: CustomerFormSettings;
  readonly place: CreationPlaceSettings;
  readonly onMove: (place: CreationPlaceSettings) => void;
}

/** In whose name: a legal entity, or one of its channels. */
function PlaceField({ settings: { places }, place, onMove }: PlaceFieldProps): ReactNode {
  const { t } = useTranslation('customer');
  const keyOf = ({ legalEntity, channelId }: CreationPlaceSettings): string => `${legalEntity} ${channelId ?? ''}`;
  const choice = (one: CreationPlaceSettings) => ({
    value: keyOf(one),
    label: `${one.name} (${one.channelId ?? one.legalEntity})`,
  });
  const entities = places.filter(({ channelId }) => channelId === null).map(choice);
  const channels = places.filter(({ channelId }) => channelId !== null).map(choice);
  return (
    <Select
      label={t('form.place')}
      description={t('form.placeHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      allowDeselect={false}
      maw={480}
      value={keyOf(place)}
      data={[
        { group: t('form.placeEntity'), items: entities },
        { group: t('form.placeChannel'), items: channels },
      ].filter(({ items }) => items.length > 0)}
      onChange={(value) => {
        const next = places.find((one) => keyOf(one) === value);
        if (next) onMove(next);
      }}
    />
  );
}

function useCreation(draft: Draft, settings: CustomerFormSettings, state: CustomerFormState<HeadquartersForm>) {
  const { t } = useTranslation('customer');
  const toast = useToast();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [focusRequest, setFocusRequest] = useState(0);
  const save = async (): Promise<void> => {
    state.showAll();
    if (state.problems.size > 0) return setFocusRequest((count) => count + 1);
    setBusy(true);
    try {
      const { place, operationId, customerId, form } = draft;
      const named = place.channelId === null ? { legalEntity: place.legalEntity } : { channelId: place.channelId };
      const request = { ...named, operationId, customerId, customer: requestedCustomer(form, settings) };
      const { customer } = await createCustomer(request);
      setSaved(true);
      const account = customer.customerAccountNumber ?? '';
      toast({ text: t('form.created', { name: displayName(customer), account }), icon: 'check' });
      void readAgain('customers');
      void navigate({ to: `/customers/${customer.customerId}`, search: { tab: 'trace' }, ignoreBlocker: true });
    } catch (error) {
      state.refuse(byPlace(atFormFields(codedErrorOf(error).problems)));
      setFocusRequest((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, isSaved, focusRequest, save };
}
