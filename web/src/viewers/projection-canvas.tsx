import { Button, Group, Slider } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useVoice } from '../language.tsx';
import { projections, type Voxels } from './volume-data.ts';
import { viewerTexts } from './viewer-texts.ts';

const framesPerSecond = 12;

/** The emission seen through from all round: the brightest voxel along each line of sight, dark on white. */
export function ProjectionCanvas({ voxels, brightest }: { readonly voxels: Voxels; readonly brightest: number }) {
  const { say } = useVoice();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { columns, rows, pictures } = useMemo(() => projections(voxels), [voxels]);
  const [angle, setAngle] = useState(0);
  const [turning, setTurning] = useState(false);
  useEffect(() => {
    if (!turning) return;
    const timer = setInterval(() => setAngle((before) => (before + 1) % pictures.length), 1000 / framesPerSecond);
    return () => clearInterval(timer);
  }, [turning, pictures]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    pictures[angle].forEach((value, i) => {
      const grey = 255 - Math.min(255, Math.round((255 * value) / brightest));
      image.data.set([grey, grey, grey, 255], 4 * i);
    });
    context.putImageData(image, 0, 0);
  }, [pictures, angle, columns, rows, brightest]);
  return (
    <div className="projection">
      <div className="view on-white" style={{ aspectRatio: `${columns} / ${rows}` }}><canvas ref={canvas} className="loop-frame" width={columns} height={rows} role="img" aria-label={say(viewerTexts.projection)} /></div>
      <Group gap="sm" mt={6} wrap="nowrap"><Button size="compact-sm" variant="default" onClick={() => setTurning(!turning)}>{say(turning ? viewerTexts.pause : viewerTexts.turn)}</Button><Slider flex={1} min={0} max={pictures.length - 1} step={1} value={angle} onChange={(value) => { setTurning(false); setAngle(value); }} label={null} thumbLabel={say(viewerTexts.projection)} /></Group>
    </div>
  );
}
