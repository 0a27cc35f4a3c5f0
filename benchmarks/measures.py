"""What is measured, in the order of the tables."""

from benchmarks.figures import Measure

PAGE = (
    Measure("load_ms", "load to first painted day, ms", 0),
    Measure("step_ms", "step to the next day, ms", 1),
    Measure("step_frames", "step, frames until painted", 0),
    Measure("step_work_ms", "step, work of the main thread, ms", 1),
    Measure("file_kb", "file, KB", 0),
    Measure("whole_kb", "file and all that it loads, KB", 0),
    Measure("own_kb", "the same, libraries aside, KB", 0),
    Measure("process_s", "building, whole process, s", 2),
    Measure("page_s", "building, drawing alone, s", 2),
    Measure("peak_mb", "building, peak memory, MB", 0),
)
MANY = (
    Measure("load_ms", "load to first painted day, ms", 0),
    Measure("step_ms", "step to the next day, ms", 1),
    Measure("step_p95_ms", "step, 95th percentile of a visit, ms", 1),
    Measure("step_frames", "step, frames until painted", 0),
    Measure("step_work_ms", "step, work of the main thread, ms", 1),
)
BUILD = (
    Measure("page_s", "building, drawing alone, s", 2),
    Measure("process_s", "building, whole process, s", 2),
    Measure("peak_mb", "building, peak memory, MB", 0),
    Measure("file_kb", "file, KB", 0),
    Measure("own_kb", "the same, libraries aside, KB", 0),
)
DASHBOARD = (
    Measure("start_ms", "start to first painted map, ms", 0),
    Measure("open_ms", "opening it again to painted map, ms", 0),
    Measure("native_ms", "native slider to painted map, ms", 0),
    Measure("page_ms", "slider in the page to painted map, ms", 1),
    Measure("page_frames", "the same, frames until painted", 0),
)
READ = (
    Measure("whole_s", "reading, checking and placing all rows, s", 1),
    Measure("read_s", "of which reading and checking, s", 1),
    Measure("place_s", "of which placing and ordering, s", 1),
    Measure("cpu_s", "processor time, imports included, s", 1),
    Measure("peak_mb", "peak memory, MB", 0),
)
