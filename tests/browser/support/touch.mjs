// Fingers on the screen, as many as a test needs.

/** `move` leads each finger from its first place to its last and lifts it; `tap` is one finger. Places are in pixels of the window. */
export async function fingers(tab) {
    const session = await tab.context().newCDPSession(tab);
    const send = (type, places) =>
        session.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
    const steps = 8;
    return {
        async move(from, to) {
            await send('touchStart', from);
            for (let step = 1; step <= steps; step += 1) {
                await send('touchMove', from.map(([x, y], finger) => [
                    x + ((to[finger][0] - x) * step) / steps,
                    y + ((to[finger][1] - y) * step) / steps,
                ]));
            }
            await send('touchEnd', []);
        },
        async tap(x, y) {
            await send('touchStart', [[x, y]]);
            await send('touchEnd', []);
        },
    };
}
