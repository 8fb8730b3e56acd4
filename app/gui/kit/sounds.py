"""One sound for each verdict. A sound never delays a scan and never fails one."""

import logging
import threading
from array import array
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.domain.verdicts import Level
from app.gui.kit.after_painting import AfterPainting
from resources import FOLDER

if TYPE_CHECKING:  # imported on the thread that opens the device: it brings half of the web along
    import miniaudio

_FILES = {
    Level.ACCEPTED: "accepted",
    Level.NOTED: "accepted",
    Level.WARNING: "warning",
    Level.REFUSED: "refused",
}
SETS = ("clear", "soft", "bright", "wood")
"""The sets of sounds to choose from: folders of resources/sounds."""
_PATIENCE = 1.0
_log = logging.getLogger(__name__)


class Sounds:
    """Plays the verdicts' sounds on the default device, or beeps where there is none.

    ``chosen`` is the set of sounds, ``volume`` is in percent. The device is opened on a thread of
    its own, since that can take a second, and once the window that is being built is painted.
    """

    def __init__(self, enabled: bool, chosen: str = SETS[0], volume: int = 100) -> None:
        self._enabled = enabled
        self._chosen = chosen if chosen in SETS else SETS[0]
        self._volume = volume
        self._device: miniaudio.PlaybackDevice | None = None
        self._samples: dict[str, bytes] = {}
        self._opening: threading.Thread | None = None
        self._closed = False
        self._gate = threading.Lock()
        self._timer = AfterPainting()
        self._timer.due.connect(self._begin)
        if enabled:
            self._timer.begin()

    def play(self, level: Level) -> None:
        """Sound one verdict; the one before it is cut short."""
        if not self._enabled:
            return
        if self._device is None:
            self._begin()
            if level not in (Level.ACCEPTED, Level.NOTED):
                QApplication.beep()
            return
        stream = _stream(self._samples[_FILES[level]])
        next(stream)
        self._device.start(stream)

    def play_when_open(self, level: Level) -> None:
        """Sound one verdict as soon as the device is there: for trying a set."""
        self._begin()
        if self._opening is not None:
            self._opening.join(_PATIENCE)
        self.play(level)

    def close(self) -> None:
        """Close the audio device, one that is being opened too."""
        self._timer.stop()
        with self._gate:
            self._closed, device, self._device = True, self._device, None
        if device is not None:
            device.close()

    def _begin(self) -> None:
        """Open the device, once."""
        self._timer.stop()
        if self._opening is None and self._enabled and not self._closed:
            self._opening = threading.Thread(target=self._open, name="sounds", daemon=True)
            self._opening.start()

    def _open(self) -> None:
        import miniaudio

        try:
            for name in set(_FILES.values()):
                file = FOLDER / f"sounds/{self._chosen}/{name}.wav"
                decoded = miniaudio.decode(file.read_bytes(), nchannels=1, sample_rate=44100)
                self._samples[name] = _at_volume(decoded.samples, self._volume).tobytes()
            device = miniaudio.PlaybackDevice(nchannels=1, sample_rate=44100)
            with self._gate:
                closed = self._closed
                self._device = None if closed else device
            if closed:
                device.close()
        except miniaudio.MiniaudioError as error:
            _log.info("no sound device", exc_info=error)


def _at_volume(samples: "array[int]", percent: int) -> "array[int]":
    return array("h", (sample * percent // 100 for sample in samples))


def _stream(samples: bytes) -> Generator[bytes, int, None]:
    """The generator miniaudio asks for frames; two bytes are one frame of 16-bit mono."""
    frames = yield b""
    at = 0
    while at < len(samples):
        part = samples[at : at + frames * 2]
        at += len(part)
        frames = yield part
