import { ActionIcon, Button, Group, Input, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@counterfoil/ui/icons.tsx';
import type { FramedEditorProps, InputFrame } from '../field-editor.tsx';
import { numbered } from './numbered.ts';

type Option = { readonly value: string; readonly label: string };

interface ChoicesProps extends FramedEditorProps {
  readonly options: readonly Option[];
  readonly isOrdered: boolean;
}

/** Some of a few values. */
export function ChoicesEditor({ frame, value, options, isOrdered, onChange }: ChoicesProps): ReactNode {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  if (isOrdered) return <OrderedChoice frame={frame} options={options} chosen={chosen} onChange={onChange} />;
  return <MultiSelect {...frame} data={options} value={chosen} onChange={onChange} />;
}

interface OrderedChoiceProps {
  readonly frame: InputFrame;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

/** Some of several values, in an order that matters: each can be moved up and down, by the keyboard as well. */
export function OrderedChoice({ frame, options, chosen, onChange }: OrderedChoiceProps): ReactNode {
  const { t } = useTranslation('setup');
  const left = options.filter(({ value }) => !chosen.includes(value));
  const labelOf = (value: string): string => options.find((option) => option.value === value)?.label ?? value;
  return (
    <ListFrame frame={frame}>
      {chosen.map((value, index) => (
        <Group key={value} gap={4} wrap="nowrap" className="ordered-entry">
          <Text className="grow">{labelOf(value)}</Text>
          <MoveButtons name={labelOf(value)} index={index} entries={chosen} onChange={onChange} />
        </Group>
      ))}
      {left.length > 0 && (
        <Select
          aria-label={t('addTo', { list: frame.label })}
          placeholder={t('add')}
          data={left}
          value={null}
          searchable
          nothingFoundMessage={t('nothingFound')}
          onChange={(added) => added !== null && onChange([...chosen, added])}
        />
      )}
    </ListFrame>
  );
}

interface MoveButtonsProps<Entry> {
  readonly name: string;
  readonly index: number;
  readonly entries: readonly Entry[];
  onChange(entries: readonly Entry[]): void;
}

function MoveButtons<Entry>({ name, index, entries, onChange }: MoveButtonsProps<Entry>): ReactNode {
  const { t } = useTranslation('setup');
  const swap = (other: number): void => {
    const next = [...entries];
    const [here, there] = [entries[index], entries[other]];
    if (here === undefined || there === undefined) return;
    next[index] = there;
    next[other] = here;
    onChange(next);
  };
  return (
    <>
      <EntryButton label={t('moveUp', { name })} sign="↑" isDisabled={index === 0} onClick={() => swap(index - 1)} />
      <EntryButton
        label={t('moveDown', { name })}
        sign="↓"
        isDisabled={index === entries.length - 1}
        onClick={() => swap(index + 1)}
      />
      <RemoveButton label={t('removeEntry', { name })} onClick={() => onChange(entries.toSpliced(index, 1))} />
    </>
  );
}

interface EntryButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly isDisabled: boolean;
  onClick(): void;
}

function EntryButton({ label, sign, isDisabled, onClick }: EntryButtonProps): ReactNode {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} disabled={isDisabled} onClick={onClick}>
      {sign}
    </ActionIcon>
  );
}

/** Takes one entry out of a list. */
export function RemoveButton({ label, onClick }: { readonly label: string; onClick(): void }): ReactNode {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={onClick}>
      <Icon name="trash" sizePx={18} />
    </ActionIcon>
  );
}

/** Label, help and what is wrong around entries that are edited one by one. */
export function ListFrame({
  frame,
  children,
}: {
  readonly frame: InputFrame;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const { label, description, error, withAsterisk } = frame;
  return (
    <Stack gap={6} role="group" aria-labelledby={`${id}-label`} data-field={frame['data-field']} tabIndex={-1}>
      <div>
        <Input.Label component="div" id={`${id}-label`} required={withAsterisk}>
          {label}
        </Input.Label>
        <Input.Description>{description}</Input.Description>
      </div>
      {children}
      {error !== undefined && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  );
}

/** Adds an entry to a list. */
export function AddButton({ list, onClick }: { readonly list: string; onClick(): void }): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Group>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="add" sizePx={16} />}
        aria-label={t('addTo', { list })}
        onClick={onClick}
      >
        {t('add')}
      </Button>
    </Group>
  );
}

/** Texts one below the other. */
export function TextsEditor({ field, frame, value, problemAt, onChange }: FramedEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  const texts = Array.isArray(value) ? (value as string[]) : [];
  return (
    <ListFrame frame={{ ...frame, error: undefined }}>
      {numbered(texts).map(({ entry: text, index, place }) => (
        <Group key={place} gap={4} wrap="nowrap" align="flex-start">
          <TextInput
            className="grow"
            aria-label={t('entryOf', { list: frame.label, number: index + 1 })}
            value={text}
            error={problemAt(`${field.name}.${index}`)}
            onChange={(event) => onChange(texts.with(index, event.currentTarget.value))}
          />
          <RemoveButton label={t('removeEntry', { name: text })} onClick={() => onChange(texts.toSpliced(index, 1))} />
        </Group>
      ))}
      <AddButton list={frame.label} onClick={() => onChange([...texts, ''])} />
    </ListFrame>
  );
}
