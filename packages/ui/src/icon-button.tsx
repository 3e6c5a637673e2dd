import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core';
import type { MouseEventHandler, ReactNode } from 'react';
import { touchTargetPx } from './theme.ts';
import { Icon, type IconName } from './icons.tsx';

interface IconButtonProps extends Omit<ActionIconProps, 'size' | 'aria-label'> {
  readonly icon: IconName;
  /** What it does: for screen readers, and as a hint. */
  readonly label: string;
  readonly shortcut?: string;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
}

/** A button that is only a picture, 48 pixels on each side. */
export function IconButton({ icon, label, shortcut, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <ActionIcon type="button" variant="subtle" color="gray" {...rest} size={touchTargetPx} aria-label={label}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
