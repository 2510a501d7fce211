using System.Collections.Generic;

namespace Autodiff;

/// <summary>The part that hands out the schedules of loops that keep snapshots.</summary>
public sealed partial class Tape
{
    private readonly List<CheckpointSchedule> _schedules = [];
    private readonly Stack<CheckpointSchedule> _freeSchedules = [];

    /// <summary>Plans which iterations of a loop keep a snapshot; the schedule is the tape's again when the tape is disposed.</summary>
    /// <param name="first">The index of the first iteration.</param>
    /// <param name="last">The index of the last one; before <paramref name="first"/> when there is none.</param>
    /// <param name="stride">What is added to the index after each iteration.</param>
    /// <param name="snapshots">The number of snapshots that may be kept.</param>
    public CheckpointSchedule Schedule(long first, long last, int stride, int snapshots)
    {
        if (!_freeSchedules.TryPop(out CheckpointSchedule? schedule))
        {
            schedule = new CheckpointSchedule();
            _schedules.Add(schedule);
        }

        schedule.Start(first, last, stride, snapshots);
        return schedule;
    }

    /// <summary>Gives a schedule back before the tape is disposed.</summary>
    /// <param name="schedule">A schedule of this tape; it must not be used afterwards.</param>
    public void Return(CheckpointSchedule schedule) => _freeSchedules.Push(schedule);

    private void ReclaimSchedules()
    {
        _freeSchedules.Clear();
        foreach (CheckpointSchedule schedule in _schedules)
        {
            _freeSchedules.Push(schedule);
        }
    }
}
